import Glibc

/// A configuration as it was read, with what the file said and what is default.
public struct ConfigurationFile: Sendable {
  public let settings: GatewaySettings
  /// Every setting and its value, in the order of the manual.
  public let effective: [EffectiveSetting]

  /// Where `martlet` looks when no file is named.
  public static let searchPath = ["./martlet.yaml", "/etc/martlet/martlet.yaml"]

  /// The first file of `searchPath` that exists.
  public static func find() -> String? {
    searchPath.first { access($0, F_OK) == 0 }
  }

  /// Reads the file at `path`, and checks that the files it names can be read.
  /// - Throws: all problems found.
  public init(path: String) throws(ConfigurationError) {
    let bytes = try ConfigurationFile.contents(of: path)
    try self.init(bytes: bytes, name: path, folder: ConfigurationFile.absoluteFolder(of: path), checkingFiles: true)
  }

  /// Reads `bytes` as the contents of a file called `name` in `folder`.
  /// - Throws: all problems found.
  public init(bytes: [UInt8], name: String, folder: String, checkingFiles: Bool) throws(ConfigurationError) {
    let notes = SettingNotes(.file(name: name, folder: folder, checkingFiles: checkingFiles))
    let root: ConfigurationMapping
    do {
      let (mapping, problems) = try ConfigurationText.read(bytes)
      for problem in problems { notes.problem(line: problem.line, path: "", problem.message) }
      root = mapping
    } catch {
      throw ConfigurationError(problems: [ConfigurationProblem(file: name, line: error.line, message: error.message)])
    }
    var reader = SettingsReader(path: "", mapping: root, notes: notes)
    let settings = GatewaySettings(reading: &reader)
    reader.refuseUnknownKeys()
    guard let settings, notes.problems.isEmpty else { throw ConfigurationError(problems: notes.problems) }
    self.settings = settings
    effective = notes.settings
  }

  /// What holds without any file: nothing listens beyond loopback, and no mail is taken for anybody.
  public static func withoutFile() throws(ConfigurationError) -> ConfigurationFile {
    try ConfigurationFile(bytes: [], name: "built-in defaults", folder: "/", checkingFiles: false)
  }

  private static func contents(of path: String) throws(ConfigurationError) -> [UInt8] {
    do {
      return try SmallFile.read(path, maximumSize: ConfigurationText.maximumSize)
    } catch {
      throw ConfigurationError(problems: [
        ConfigurationProblem(file: path, line: 0, message: "\(error.message); give a file with --config")
      ])
    }
  }

  private static func absoluteFolder(of path: String) -> String {
    let folder = FilePath.folder(of: path)
    guard !folder.hasPrefix("/"), let current = getcwd(nil, 0) else { return folder }
    defer { free(current) }
    let base = String(cString: current)
    return folder == "." ? base : base + "/" + folder
  }
}
