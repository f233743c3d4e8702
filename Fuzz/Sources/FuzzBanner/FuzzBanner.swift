import CFuzzDriver
import ContentAnalysis
import InternetMessage
import MailTypes

/// Any octets as a message, or as a text of one: with a banner it has the same parts, each text has the banner at its place and
/// is otherwise as it was, and everything else is the same to the octet.
@main
struct FuzzBanner {
  static func main() {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    _ = LLVMFuzzerRunDriver(&count, &arguments) { data, size in
      FuzzBanner.check(Array(UnsafeBufferPointer(start: data, count: size)))
      return 0
    }
  }

  private static let writer = BannerWriter([
    "[au\u{DF}en] --b <b>&\"'` this came from outside.", String(repeating: "--b ", count: 40),
  ])
  /// Stands in every form of the banner.
  private static let mark = Array("this came from outside.".utf8)

  /// The first octet says what the others are.
  static func check(_ input: [UInt8]) {
    guard let first = input.first else { return }
    let rest = Array(input.dropFirst())
    let type = first & 1 == 0 ? "text/html" : "text/plain"
    switch first % 5 {
    case 0: check(Message(rest))
    case 1: check(message(type, "8bit", rest))
    case 2: check(message(type, "quoted-printable", rest))
    case 3: check(message(type, "base64", rest))
    default: check(message(type, "base64", base64(rest)))
    }
  }

  /// In a multipart, whose boundary the text may try to be.
  private static func message(_ type: String, _ encoding: String, _ text: [UInt8]) -> Message {
    let header = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
    let part = "Content-Type: \(type)\r\nContent-Transfer-Encoding: \(encoding)\r\n\r\n"
    return Message(Array((header + part).utf8) + text + Array("\r\n--b--\r\n".utf8))
  }

  private static func check(_ message: Message) {
    guard case .places(let places) = BannerFinder.places(in: message) else { return }
    precondition(!places.isEmpty)
    let changed = Message(applied(places.map(writer.edit), to: message.bytes))
    precondition(changed.parts.map(\.contentType) == message.parts.map(\.contentType))
    for (before, after) in zip(message.parts, changed.parts) where before.children.isEmpty {
      let (old, new) = (message.decodedBody(before), changed.decodedBody(after))
      let hasPlace = places.contains { before.body.lowerBound...before.body.upperBound ~= $0.range.lowerBound }
      if old != new { precondition(hasPlace && isInsertion(of: old, into: new) && contains(new, mark)) }
    }
    precondition(longestLine(changed.bytes) <= max(76, longestLine(message.bytes)))
  }

  /// The message as a relay sends it.
  private static func applied(_ edits: [BodyEdit], to message: [UInt8]) -> [UInt8] {
    let edits = edits.sorted { $0.range.lowerBound < $1.range.lowerBound }
    return OutgoingContent(stored: .bytes(message), edits: edits).pieces.flatMap { piece in
      switch piece {
      case .made(let bytes): bytes
      case .stored(let range): Array(message[range])
      }
    }
  }

  private static func isInsertion(of text: [UInt8], into whole: [UInt8]) -> Bool {
    let start = zip(text, whole).prefix { $0 == $1 }.count
    return whole.count > text.count && whole.suffix(text.count - start).elementsEqual(text.dropFirst(start))
  }

  private static func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
    text.indices.contains { text[$0] == part[0] && text[$0...].starts(with: part) }
  }

  /// Without its line end, which may be a bare LF.
  private static func longestLine(_ bytes: [UInt8]) -> Int {
    bytes.split(separator: 0x0A).map { $0.last == 0x0D ? $0.count - 1 : $0.count }.max() ?? 0
  }

  private static func base64(_ bytes: [UInt8]) -> [UInt8] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var result: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = Array(bytes[start..<min(start + 3, bytes.count)])
      let bits = (group + [0, 0]).prefix(3).reduce(0) { $0 << 8 | Int($1) }
      for index in 0..<4 { result.append(index > group.count ? UInt8(ascii: "=") : alphabet[bits >> (18 - 6 * index) & 63]) }
      if start % 57 == 54 { result += [0x0D, 0x0A] }
    }
    return result
  }
}
