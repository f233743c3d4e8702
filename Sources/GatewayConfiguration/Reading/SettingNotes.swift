import Glibc

/// What one pass over the settings has found: either declarations, without any file, or values and problems of one file.
/// Lives for that pass only.
final class SettingNotes {
  enum Purpose {
    /// Collect declarations; optional sections and elements of lists are shown once.
    case manual
    /// Read a file.
    case file(name: String, folder: String, checkingFiles: Bool)
  }

  private let purpose: Purpose
  private(set) var declarations: [SettingDeclaration] = []
  private(set) var settings: [EffectiveSetting] = []
  private var found: [ConfigurationProblem] = []
  private var lines: [String: Int] = [:]

  init(_ purpose: Purpose) { self.purpose = purpose }

  /// In the order of their lines.
  var problems: [ConfigurationProblem] {
    found.enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }.map(\.element)
  }

  /// What relative paths are relative to.
  var folder: String {
    if case .file(_, let folder, _) = purpose { folder } else { "/" }
  }

  func declare(_ declaration: SettingDeclaration) {
    if case .manual = purpose { declarations.append(declaration) }
  }

  /// Declares the keys of a section that the file at hand need not have.
  func documentSection<Section: PartialSection>(_ path: String, _ section: Section.Type) {
    guard case .manual = purpose else { return }
    var reader = SettingsReader(path: path, mapping: ConfigurationMapping(line: 0), notes: self)
    _ = Section(reading: &reader)
  }

  func effective(_ setting: EffectiveSetting) {
    if case .file = purpose { settings.append(setting) }
  }

  func problem(line: Int, path: String, _ message: String) {
    guard case .file(let name, _, _) = purpose else { return }
    found.append(ConfigurationProblem(file: name, line: line, path: path, message: message))
  }

  func setLine(of path: String, _ line: Int) { lines[path] = line }

  func line(of path: String) -> Int? { lines[path] }

  /// `nil` where the file can be read, or nobody wants to know.
  func causeFileCannotBeRead(_ path: String) -> String? {
    guard case .file(_, _, checkingFiles: true) = purpose else { return nil }
    var status = stat()
    guard stat(path, &status) == 0, access(path, R_OK) == 0 else { return String(cString: strerror(errno)) }
    return status.st_mode & S_IFMT == S_IFDIR ? "it is a folder" : nil
  }
}
