/// Tells pages, calendars, scripts and messages apart by how their text begins.
enum TextSniffer {
  /// Tags with which what a browser takes for a page begins (WHATWG MIME Sniffing §7.1, and those that phishers begin with).
  private static let pageStarts = [
    "<!doctype html", "<html", "<head", "<script", "<iframe", "<h1", "<div", "<font", "<table", "<a ", "<style", "<title",
    "<b>",
    "<body", "<br", "<p>", "<p ", "<!--", "<meta", "<form", "<center", "<span", "<img",
  ].map { Array($0.utf8) }
  private static let scriptStarts = [
    "@echo off", "on error resume next", "<job", "<package", "<?wsf", "windows registry editor", "powershell",
  ].map { Array($0.utf8) }
  private static let messageStarts = ["return-path:", "received:", "mime-version:", "x-mozilla-status:"].map { Array($0.utf8) }

  static func kind(of content: ArraySlice<UInt8>) -> FileKind {
    let text = beginning(of: content)
    if starts(text, with: "<?xml") || starts(text, with: "<svg") { return markup(text) }
    if pageStarts.contains(where: { text.starts(with: $0) }) { return pageOrPicture(text) }
    if starts(text, with: "begin:vcalendar") { return .calendar }
    if scriptStarts.contains(where: { text.starts(with: $0) }) { return .script }
    if messageStarts.contains(where: { text.starts(with: $0) }) { return .message }
    return isText(text) ? .text : .unknown
  }

  /// In lower case, as ASCII, without the blanks and marks before it.
  static func beginning(of content: ArraySlice<UInt8>) -> [UInt8] {
    ByteSearch.lowercased(withoutZeros(content).drop { $0 <= 0x20 || isByteOrderMark($0) })
  }

  private static func markup(_ text: [UInt8]) -> FileKind {
    if contains(text, "<svg") { return .svg }
    if contains(text, "<html") { return .html }
    return .xml
  }

  /// A comment may stand before anything.
  private static func pageOrPicture(_ text: [UInt8]) -> FileKind {
    guard starts(text, with: "<!--") else { return .html }
    return contains(text, "<svg") && !contains(text, "<html") ? .svg : .html
  }

  /// UTF-16 with its zeros left out reads like ASCII.
  private static func withoutZeros(_ content: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard content.starts(with: [0xFF, 0xFE]) || content.starts(with: [0xFE, 0xFF]) else { return content }
    return content.filter { $0 != 0 }[...]
  }

  private static func isByteOrderMark(_ byte: UInt8) -> Bool { [0xEF, 0xBB, 0xBF, 0xFE, 0xFF].contains(byte) }

  /// Hardly any controls: what people and their programs write.
  private static func isText(_ text: [UInt8]) -> Bool {
    let controls = text.count { $0 < 0x20 && !(0x07...0x0D).contains($0) && $0 != 0x1B }
    return !text.isEmpty && controls * 100 <= text.count
  }

  private static func starts(_ text: [UInt8], with word: String) -> Bool { text.starts(with: word.utf8) }
  private static func contains(_ text: [UInt8], _ word: String) -> Bool { ByteSearch.contains(Array(word.utf8), in: text) }
}
