import Glibc
public import InternetMessage

/// A message as signatures cover it: the original bytes, the fields by name, and where the body begins.
public struct SignedMessage: Sendable {
  public let bytes: [UInt8]
  public let header: HeaderBlock
  /// `FieldNames.key` of each field's name.
  private let keys: [UInt32]

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
    keys = header.fields.map { FieldNames.key(bytes[$0.name]) }
  }

  public var body: ArraySlice<UInt8> { bytes[min(header.bodyStart, bytes.count)...] }

  /// False where not all fields were read: what a signature covers is not known then.
  var isWhole: Bool { header.defects.isDisjoint(with: [.tooManyFields, .headerTooLong]) }

  /// The fields of a name in lower case, from the top.
  func fields(_ name: String) -> [HeaderField] {
    let key = FieldNames.key(name.utf8)
    guard keys.contains(key) else { return [] }
    let octets = Array(name.utf8)[...]
    return keys.indices.filter { keys[$0] == key && hasName($0, octets) }.map { header.fields[$0] }
  }

  /// How many fields have a name in lower case, whose key is given.
  func count(of name: ArraySlice<UInt8>, _ key: UInt32) -> Int {
    keys.indices.count { keys[$0] == key && hasName($0, name) }
  }

  /// The fields that `h=` names, in its order. RFC 6376 §5.4.2: each further occurrence of a name means the next field of
  /// that name, from the bottom up; a name without a field left means nothing.
  func selected(_ names: FieldNames) -> [HeaderField] {
    var isFree = [Bool](repeating: true, count: keys.count)
    return (0..<names.count).compactMap { position in
      let key = names.key(at: position)
      let last = keys.indices.last { keys[$0] == key && isFree[$0] && hasName($0, names.octets(at: position)) }
      guard let last else { return nil }
      isFree[last] = false
      return header.fields[last]
    }
  }

  private func hasName(_ index: Int, _ name: ArraySlice<UInt8>) -> Bool {
    let own = header.fields[index].name
    guard own.count == name.count else { return false }
    return (0..<own.count).allSatisfy {
      FieldNames.lowercased(bytes[own.lowerBound + $0]) == name[name.startIndex + $0]
    }
  }

  private static func hasBareLineFeed(_ header: ArraySlice<UInt8>) -> Bool {
    header.withUnsafeBytes { header in
      var start = 0
      while start < header.count, let base = header.baseAddress,
        let found = memchr(base + start, 0x0A, header.count - start)
      {
        let index = UnsafeRawPointer(found) - base
        if index == 0 || header[index - 1] != 0x0D { return true }
        start = index + 1
      }
      return false
    }
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
