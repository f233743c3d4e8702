public import InternetMessage

/// A message as signatures cover it: the original bytes, the fields by name, and where the body begins.
public struct SignedMessage: Sendable {
  public let bytes: [UInt8]
  public let header: HeaderBlock
  /// By name in lower case, from the top.
  private let fields: [String: [HeaderField]]

  /// A message with a bare LF in its header, as files have it, is read as if all its lines ended in CRLF (RFC 6376 §5.3); any
  /// other is taken as it stands.
  public init(_ bytes: [UInt8]) {
    let header = HeaderBlock(bytes)
    if SignedMessage.hasBareLineFeed(bytes[..<min(header.bodyStart, bytes.count)]) {
      self.init(SignedMessage.withNetworkLineEnds(bytes))
    } else {
      self.init(bytes, header: header)
    }
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

  private static func hasBareLineFeed(_ header: ArraySlice<UInt8>) -> Bool {
    var previous: UInt8 = 0
    for byte in header {
      if byte == 0x0A, previous != 0x0D { return true }
      previous = byte
    }
    return false
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
