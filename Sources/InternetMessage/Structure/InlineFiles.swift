/// Finds files that are written into a text: uuencode, its base 64 form, and yEnc. They came before MIME, and still come.
struct InlineFiles {
  /// A file that was found.
  struct File {
    let mark: FileMark
    /// Its lines of data.
    var body: Range<Int>
  }

  /// Files in one text. Nobody reads more, and each is a part.
  private static let limit = 200

  private let isActive: Bool
  private var found: [File] = []
  /// A line that may begin a file: the next one tells.
  private var candidate: FileMark?
  private var current: File?

  init() { isActive = false }

  /// Only a text that is not encoded, and not a file itself, is looked at.
  init(in part: Part) { isActive = part.contentType == "text/plain" && part.transferEncoding == .identity }

  mutating func look(at line: Range<Int>, in bytes: [UInt8]) {
    guard isActive else { return }
    let first = bytes[line.lowerBound]
    if let open = current {
      guard first == UInt8(ascii: "e") || first == UInt8(ascii: "="), open.mark.isEnd(content(line, bytes)) else { return }
      end(at: line.lowerBound)
    } else if let mark = candidate {
      candidate = nil
      if mark.canBegin(with: content(line, bytes)) {
        current = File(mark: mark, body: line.lowerBound..<line.lowerBound)
      }
    } else if first == UInt8(ascii: "b") || first == UInt8(ascii: "="), found.count < InlineFiles.limit {
      candidate = FileMark(content(line, bytes))
    }
  }

  /// The files of a text that ends at `end`; one that is open there ends with it.
  mutating func finish(at end: Int) -> [File] {
    self.end(at: end)
    defer { self = InlineFiles() }
    return found
  }

  private mutating func end(at end: Int) {
    guard var file = current else { return }
    file.body = file.body.lowerBound..<max(file.body.lowerBound, end)
    found.append(file)
    current = nil
  }

  private func content(_ line: Range<Int>, _ bytes: [UInt8]) -> ArraySlice<UInt8> {
    var content = bytes[line]
    while let last = content.last, last == 0x0A || last == 0x0D { content.removeLast() }
    return content
  }
}
