/// Folding between entries that must stay whole (RFC 5322 §2.2.3): a consumer searches for `SFV:SPM` as it stands.
enum FoldedEntries {
  /// RFC 5322 §2.1.1: lines should have no more than 78 characters, and must have no more than 998.
  static let preferredLineLength = 78

  /// `Name: entry entry …` with the entries joined as they are, and CRLF and a space between lines.
  static func field(named name: String, entries: [String]) -> String {
    var lines: [String] = []
    var line = name + ":"
    for (index, entry) in entries.enumerated() {
      // The space of a fold stays when the field is unfolded: an entry that brings one gets no second.
      let addition = index == 0 ? " " + entry : entry
      if line.utf8.count + addition.utf8.count > preferredLineLength, index > 0 {
        lines.append(line)
        line = entry.hasPrefix(" ") ? entry : " " + entry
      } else {
        line += addition
      }
    }
    return (lines + [line]).joined(separator: "\r\n")
  }
}
