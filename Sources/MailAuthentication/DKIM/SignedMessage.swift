public import InternetMessage

/// A message as signatures cover it: the original bytes, the fields by name, and where the body begins.
public struct SignedMessage: Sendable {
  public let bytes: [UInt8]
  public let header: HeaderBlock
  /// By name in lower case, from the top.
  private let fields: [String: [HeaderField]]

  /// A message whose lines end in a bare LF, as files do, is read as if they ended in CRLF (RFC 6376 §5.3); one with CRLF is
  /// taken as it stands.
  public init(_ bytes: [UInt8]) {
    let bytes = SignedMessage.hasFileLineEnds(bytes) ? SignedMessage.withNetworkLineEnds(bytes) : bytes
    self.init(bytes, header: HeaderBlock(bytes))
  }

  /// `header` is that of `bytes`, whose lines end in CRLF.
  public init(_ bytes: [UInt8], header: HeaderBlock) {
    self.bytes = bytes
    self.header = header
    var fields: [String: [HeaderField]] = [:]
    for field in header.fields { fields[header.name(of: field).lowercased(), default: []].append(field) }
    self.fields = fields
  }

  public var body: ArraySlice<UInt8> { bytes[min(header.bodyStart, bytes.count)...] }

  /// False where not all fields were read: what a signature covers is not known then.
  var isWhole: Bool { header.defects.isDisjoint(with: [.tooManyFields, .headerTooLong]) }

  /// The fields of a name in lower case, from the top.
  func fields(_ name: String) -> [HeaderField] { fields[name] ?? [] }

  /// The fields that `h=` names, in its order. RFC 6376 §5.4.2: each further occurrence of a name means the next field of
  /// that name, from the bottom up; a name without a field left means nothing.
  func selected(_ names: [String]) -> [HeaderField] {
    var used: [String: Int] = [:]
    return names.compactMap { name in
      let name = name.lowercased()
      let instances = fields(name)
      let count = used[name, default: 0]
      guard count < instances.count else { return nil }
      used[name] = count + 1
      return instances[instances.count - 1 - count]
    }
  }

  private static func hasFileLineEnds(_ bytes: [UInt8]) -> Bool {
    guard let lineFeed = bytes.firstIndex(of: 0x0A) else { return false }
    return lineFeed == 0 || bytes[lineFeed - 1] != 0x0D
  }

  private static func withNetworkLineEnds(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + bytes.count / 32)
    var previous: UInt8 = 0
    for byte in bytes {
      if byte == 0x0A, previous != 0x0D { result.append(0x0D) }
      result.append(byte)
      previous = byte
    }
    return result
  }
}
