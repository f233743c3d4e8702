import Glibc

/// A configuration as it was read, with what the file said and what is default.
public struct ConfigurationFile: Sendable {
  public let settings: GatewaySettings
  /// Every setting and its value, in the order of the manual.
  public let effective: [EffectiveSetting]
  /// What it was read from: reading that again gives the same configuration, whatever became of the file.
  public let source: Source

  public struct Source: Hashable, Sendable {
    public let bytes: [UInt8]
    /// For messages.
    public let name: String
    /// Where relative paths begin.
    public let folder: String

    public init(bytes: [UInt8], name: String, folder: String) {
      self.bytes = bytes
      self.name = name
      self.folder = folder
    }
  }

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
    let folder = ConfigurationFile.absoluteFolder(of: path)
    try self.init(Source(bytes: bytes, name: path, folder: folder), checkingFiles: true)
  }

  /// Reads the bytes of `source`. `checkingFiles`: whether the files it names can be read.
  /// - Throws: all problems found.
  public init(_ source: Source, checkingFiles: Bool) throws(ConfigurationError) {
    let notes = SettingNotes(.file(name: source.name, folder: source.folder, checkingFiles: checkingFiles))
    let root: ConfigurationMapping
    do {
      let (mapping, problems) = try ConfigurationText.read(source.bytes)
      for problem in problems { notes.problem(line: problem.line, path: "", problem.message) }
      root = mapping
    } catch {
      throw ConfigurationError(problems: [ConfigurationProblem(file: source.name, line: error.line, message: error.message)])
    }
    var reader = SettingsReader(path: "", mapping: root, notes: notes)
    let settings = GatewaySettings(reading: &reader)
    reader.refuseUnknownKeys()
    guard let settings, notes.problems.isEmpty else { throw ConfigurationError(problems: notes.problems) }
    self.settings = settings
    self.source = source
    effective = notes.settings
  }

  /// What holds without any file: nothing listens beyond loopback, and no mail is taken for anybody.
  public static func withoutFile() throws(ConfigurationError) -> ConfigurationFile {
    try ConfigurationFile(Source(bytes: [], name: "built-in defaults", folder: "/"), checkingFiles: false)
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
