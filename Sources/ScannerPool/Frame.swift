public import MailTypes

/// What the gateway and its children say to each other, over a UNIX socket, in both directions.
public enum Frame: Hashable, Sendable {
  /// Gateway to scanner: scan a message of `size` octets, which follow as chunks. `subject` is a `ScanSubject` as JSON.
  case scan(id: UInt64, subject: [UInt8], size: Int)
  /// Gateway to scanner: the next octets of the message; at most `FrameLimits.chunk`.
  case chunk(id: UInt64, [UInt8])
  /// Gateway to scanner: the rest of the message will not come; forget it.
  case withdraw(id: UInt64)
  /// Scanner to gateway: `Findings` as JSON.
  case findings(id: UInt64, [UInt8])
  /// Scanner to gateway, gateway to resolver. Numbered by the asker.
  case question(id: UInt64, DNSQuestion)
  /// Gateway to scanner, resolver to gateway: the answer to the question of that number.
  case answer(id: UInt64, DNSAnswer)
}

/// The sizes no frame goes beyond, in octets.
public enum FrameLimits {
  /// Octets of message in one chunk: large enough to be cheap, small enough that other frames need not wait long.
  public static let chunk = 64 << 10
  /// A subject or findings: 10,000 recipients of 320 octets, or as many signals, with their JSON around them.
  public static let document = 8 << 20
  /// One DNS answer: a full 64 KiB DNS message (RFC 1035 §4.2.2) of nothing but empty strings, with four octets of length for
  /// each, and some more. Compressed names can make an answer of megabytes out of such a message; nobody needs those.
  public static let answer = 272 << 10
  /// A name in presentation form, each octet escaped (RFC 1035 §5.1): 4 × 255.
  public static let name = 1020
  /// Any frame, its head included.
  public static let frame = document + 64
}

/// Why a frame was not accepted. The peer does not keep to the protocol, and is not to be listened to any longer.
public enum FrameError: Error, Hashable, Sendable {
  /// The announced length is beyond `FrameLimits.frame`.
  case tooLong(announced: Int, limit: Int)
  case unknownKind(UInt8)
  /// The body ends early, has octets left over, or holds a value out of its range.
  case malformed(kind: UInt8)
}
