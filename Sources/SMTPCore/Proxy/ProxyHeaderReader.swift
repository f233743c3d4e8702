import MailTypes

/// Reads the one PROXY header in front of a connection, version 1 or 2, and not an octet more.
public struct ProxyHeaderReader: Sendable {
  /// Octets of a version 1 line with CRLF: the longest one the protocol can make.
  public static let maximumTextLength = 107
  /// Octets of a version 2 header with its TLVs: what fits the smallest TCP segment every path carries, as the protocol
  /// asks of senders.
  public static let maximumBinaryLength = 536

  private static let textSignature = Array("PROXY ".utf8)
  private static let binarySignature: [UInt8] = [0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A]

  private var bytes: [UInt8] = []

  public init() {}

  /// Takes octets from `input` until the header is whole; `nil` where more are needed.
  /// - Throws: at the first octet that no header can have there.
  public mutating func read(_ input: inout ArraySlice<UInt8>) throws(ProxyHeaderError) -> ProxyHeader? {
    while let byte = input.popFirst() {
      bytes.append(byte)
      if let header = try header() { return header }
    }
    return nil
  }

  private func header() throws(ProxyHeaderError) -> ProxyHeader? {
    if bytes.starts(with: Self.textSignature.prefix(bytes.count)) { return try textHeader() }
    guard bytes.prefix(Self.binarySignature.count).elementsEqual(Self.binarySignature.prefix(bytes.count))
    else { throw .noSignature }
    return try binaryHeader()
  }

  /// `PROXY TCP4 <source> <destination> <source port> <destination port>CRLF`, or `PROXY UNKNOWN …CRLF`.
  private func textHeader() throws(ProxyHeaderError) -> ProxyHeader? {
    guard bytes.last == UInt8(ascii: "\n") else {
      guard bytes.count < Self.maximumTextLength else { throw .tooLong }
      return nil
    }
    guard bytes.suffix(2).elementsEqual([0x0D, 0x0A]) else { throw .malformed }
    let fields = bytes.dropLast(2).split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    guard fields.count >= 2 else { throw .malformed }
    if fields[1] == "UNKNOWN" { return .local }
    guard fields.count == 6, let source = Self.address(fields[2], family: fields[1]),
      Self.address(fields[3], family: fields[1]) != nil, let port = Self.port(fields[4]), Self.port(fields[5]) != nil
    else { throw .malformed }
    return .client(source, port: port)
  }

  private static func address(_ text: String, family: String) -> IPAddress? {
    switch family {
    case "TCP4" where !text.contains(":"): IPAddress(text)
    case "TCP6" where text.contains(":"): IPAddress(text)
    default: nil
    }
  }

  private static func port(_ text: String) -> UInt16? {
    let digits = Array(text.utf8)[...]
    guard let value = digits.decimal, digits.first != UInt8(ascii: "0") || digits.count == 1 else { return nil }
    return UInt16(exactly: value)
  }

  /// 16 fixed octets, then the addresses and TLVs, whose length octets 14 and 15 give.
  private func binaryHeader() throws(ProxyHeaderError) -> ProxyHeader? {
    guard bytes.count >= 16 else { return nil }
    let length = Int(bytes[14]) << 8 | Int(bytes[15])
    guard 16 + length <= Self.maximumBinaryLength else { throw .tooLong }
    guard bytes.count == 16 + length else { return nil }
    switch bytes[12] {
    case 0x20: return .local
    case 0x21: return try Self.client(bytes[13], bytes[16...])
    default: throw .malformed
    }
  }

  /// `family` is the address family in the high half (1 IPv4, 2 IPv6, 3 UNIX, 0 unspecified), the transport in the low.
  /// What follows the addresses are TLVs, which say nothing a mail server needs.
  private static func client(_ family: UInt8, _ block: ArraySlice<UInt8>) throws(ProxyHeaderError) -> ProxyHeader {
    guard family & 0x0F <= 2, family >> 4 <= 3 else { throw .malformed }
    let size =
      switch family {
      case 0x11: 4
      case 0x21: 16
      default: 0
      }
    guard size > 0 else { return .local }
    let ports = block.dropFirst(2 * size).prefix(4)
    guard ports.count == 4, let address = IPAddress(octets: block.prefix(size)) else { throw .malformed }
    return .client(address, port: ports.prefix(2).reduce(0) { $0 << 8 | UInt16($1) })
  }
}
