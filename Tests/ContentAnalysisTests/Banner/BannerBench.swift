import MailTypes

enum BannerBench {
  /// The message as a relay sends it.
  static func applied(_ edits: [BodyEdit], to message: [UInt8]) -> [UInt8] {
    let edits = edits.sorted { $0.range.lowerBound < $1.range.lowerBound }
    return OutgoingContent(stored: .bytes(message), edits: edits).pieces.flatMap { piece in
      switch piece {
      case .made(let bytes): bytes
      case .stored(let range): Array(message[range])
      }
    }
  }

  /// Whether `whole` is `text` with octets put in at one place.
  static func isInsertion(of text: [UInt8], into whole: [UInt8]) -> Bool {
    let start = zip(text, whole).prefix { $0 == $1 }.count
    return whole.count > text.count && whole.suffix(text.count - start).elementsEqual(text.dropFirst(start))
  }
}
