/// The lines of some bytes, without their line ends (CRLF or LF).
struct LineReader: IteratorProtocol {
  private let bytes: ArraySlice<UInt8>
  /// Where the next line begins.
  private(set) var position: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  mutating func next() -> ArraySlice<UInt8>? {
    guard position < bytes.endIndex else { return nil }
    let rest = bytes[position...]
    let length = rest.withUnsafeBytes { ByteSearch.firstIndex(of: 0x0A, in: $0) }
    let end = length.map { position + $0 } ?? bytes.endIndex
    let line = bytes[position..<end]
    position = length == nil ? end : end + 1
    return line.last == 0x0D ? line.dropLast() : line
  }
}
