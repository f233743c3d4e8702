/// The bytes of one message as it was received, CRLF line ends and all: in memory while small, in a file when large.
public enum MessageContent: Hashable, Sendable {
  case bytes([UInt8])
  /// The whole file at `path`, `size` octets.
  case file(path: String, size: Int)

  public var size: Int {
    switch self {
    case .bytes(let bytes): bytes.count
    case .file(_, let size): size
    }
  }
}
