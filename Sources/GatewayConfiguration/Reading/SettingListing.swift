extension ConfigurationFile {
  /// The values in force, a line each, aligned: `limits.messageSize  36MB` and `(default)` where the file does not say it.
  public var listing: String {
    let width = effective.map(\.path.count).max() ?? 0
    return effective.map { setting in
      let name = setting.path + String(repeating: " ", count: width - setting.path.count)
      return "\(name)  \(setting.text ?? "-")" + (setting.isDefault ? "  (default)" : "") + "\n"
    }.joined()
  }
}
