/// A change in the body of a message: octets in the place of others, or between them.
public struct BodyEdit: Hashable, Sendable, Codable {
  /// In the bytes of the message as it was received; empty where something is only put in.
  public let range: Range<Int>
  public let bytes: [UInt8]

  public init(_ range: Range<Int>, with bytes: [UInt8]) {
    self.range = range
    self.bytes = bytes
  }
}
