/// Paths as the configuration writes them: a relative one begins at the configuration file's folder.
enum FilePath {
  /// The longest path Linux takes, without the final zero (limits.h `PATH_MAX`).
  static let maximumLength = 4095

  /// `nil` for no path, one that is too long, or one with control characters.
  static func absolute(_ text: String, in folder: String) -> String? {
    let path = text.hasPrefix("/") ? text : folder + "/" + (text.hasPrefix("./") ? String(text.dropFirst(2)) : text)
    guard !text.isEmpty, path.utf8.count <= maximumLength, path.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
      return nil
    }
    return path
  }

  /// A next hop with its relative path made absolute: `maildir:Mail` becomes `maildir:/etc/martlet/Mail`.
  static func withAbsolutePath(_ text: String, in folder: String) -> String {
    for scheme in ["maildir:", "lmtp:"] where text.hasPrefix(scheme) && !text.hasPrefix("lmtp://") {
      guard let path = absolute(String(text.dropFirst(scheme.count)), in: folder) else { return text }
      return scheme + path
    }
    return text
  }

  /// What stands before the last `/`: `/` for a file there, `.` where there is none.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
