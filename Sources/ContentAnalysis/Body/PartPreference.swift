import InternetMessage

/// Which parts of a message its reader is shown.
enum PartPreference {
  /// A text that mail programs show where it stands. A name alone does not keep the body of a message, or a part marked
  /// `inline`, from being shown.
  static func isShown(_ part: Part) -> Bool {
    guard part.children.isEmpty || part.isText, part.isText || part.contentType == "application/xhtml+xml" else { return false }
    guard part.disposition != "attachment" else { return false }
    return part.fileName == nil || part.parent == nil || part.disposition == "inline"
  }

  /// For each part, whether a `multipart/alternative` (RFC 2046 §5.1.4) offers HTML after it, which mail programs prefer.
  static func replacedByHTML(_ parts: [Part]) -> [Bool] {
    let hasHTML = containsHTML(parts)
    // The last child with HTML of each alternative.
    let preferred = parts.map { part in
      part.contentType == "multipart/alternative" ? part.children.last { parts.indices.contains($0) && hasHTML[$0] } : nil
    }
    var replaced = [Bool](repeating: false, count: parts.count)
    // A parent stands before its children: what replaces it replaces them.
    for (index, part) in parts.enumerated() {
      guard let parent = part.parent, parent < index else { continue }
      replaced[index] = replaced[parent] || preferred[parent].map { index < $0 } ?? false
    }
    return replaced
  }

  private static func containsHTML(_ parts: [Part]) -> [Bool] {
    var result = parts.map { $0.contentType == "text/html" && isShown($0) }
    for (index, part) in parts.enumerated().reversed() {
      if result[index], let parent = part.parent, parent < index { result[parent] = true }
    }
    return result
  }
}
