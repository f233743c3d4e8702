/// The reference of all settings, as the manual prints it.
public enum ConfigurationReference {
  /// Every setting, in the order of the manual.
  public static var declarations: [SettingDeclaration] {
    let notes = SettingNotes(.manual)
    var reader = SettingsReader(path: "", mapping: ConfigurationMapping(line: 0), notes: notes)
    _ = GatewaySettings(reading: &reader)
    return notes.declarations
  }

  /// A Markdown page with a table for each section.
  public static var markdown: String {
    var page = """
      # Configuration

      One YAML file: `./martlet.yaml`, else `/etc/martlet/martlet.yaml`, or the one named with `--config`. Every key may be left out
      unless it is required. Relative paths begin at the file's folder. Anchors and aliases are not accepted.
      `martlet config check` names everything that is wrong, by line; `martlet config show` prints the values in force.
      Keys are written with their section, as `limits.messageSize`; `[]` stands for an element of a list.

      This page is written by `martlet config docs`.

      """
    let declarations = declarations
    var sections: [String] = []
    for declaration in declarations where !sections.contains(sectionName(declaration.path)) {
      sections.append(sectionName(declaration.path))
    }
    for section in sections {
      page += "\n## \(section.isEmpty ? "Top level" : "`\(section)`")\n\n| Key | Value | Default | |\n|---|---|---|---|\n"
      page += declarations.filter { sectionName($0.path) == section }.map(row).joined()
    }
    return page
  }

  private static func sectionName(_ path: String) -> String {
    path.lastIndex(of: ".").map { String(path[..<$0]) } ?? ""
  }

  private static func row(_ declaration: SettingDeclaration) -> String {
    let cells = [
      "`\(declaration.path)`", declaration.allowed, declaration.defaultText ?? "required",
      declaration.sentence + (declaration.secrecy == .secret ? " Never shown." : ""),
    ]
    return "| " + cells.map { $0.split(separator: "|").joined(separator: "\\|") }.joined(separator: " | ") + " |\n"
  }
}
