extension DNSResponder {
  /// A question as it stood in the packet.
  public struct Query: Sendable {
    /// The whole message.
    public let message: [UInt8]
    /// The name with its length octets.
    public let name: [UInt8]
    public let type: UInt16

    public init?(_ message: [UInt8]) {
      guard message.count >= 12, let end = message[12...].firstIndex(of: 0), message.count >= end + 5 else { return nil }
      self.message = message
      name = Array(message[12...end])
      type = UInt16(message[end + 1]) << 8 | UInt16(message[end + 2])
    }

    /// The labels, parted by dots.
    public var text: String {
      var labels: [String] = []
      var rest = name[...]
      while let length = rest.popFirst(), length > 0 {
        labels.append(String(decoding: rest.prefix(Int(length)), as: UTF8.self))
        rest = rest.dropFirst(Int(length))
      }
      return labels.joined(separator: ".").lowercased()
    }

    /// A reply with this question, and records of the name asked for, or of another (with its length octets).
    public func reply(code: UInt8 = 0, _ records: [(type: UInt16, data: [UInt8])] = [], owner: [UInt8]? = nil) -> [UInt8] {
      var reply = Array(message.prefix(2)) + [0x84, 0x80 | code, 0, 1, UInt8(records.count >> 8), UInt8(records.count & 0xFF)]
      reply += [0, 0, 0, 0] + name + [UInt8(type >> 8), UInt8(type & 0xFF), 0, 1]
      for (type, data) in records {
        reply += owner ?? [0xC0, 0x0C]
        reply += [UInt8(type >> 8), UInt8(type & 0xFF), 0, 1, 0, 0, 1, 0x2C]
        reply += [UInt8(data.count >> 8), UInt8(data.count & 0xFF)] + data
      }
      return reply
    }

    /// The message with this query's id in place of its own.
    public func reply(raw message: [UInt8]) -> [UInt8] {
      Array(self.message.prefix(2)) + message.dropFirst(2)
    }

    /// RFC 1035 §4.2.1, with the size that RFC 9715 §3 takes for the largest that is not fragmented.
    func forDatagram(_ reply: [UInt8]) -> [UInt8] {
      guard reply.count > 1232 else { return reply }
      var truncated = Array(reply.prefix(12)) + name + [UInt8(type >> 8), UInt8(type & 0xFF), 0, 1]
      truncated[2] |= 0x02
      for index in 6..<12 { truncated[index] = 0 }
      return truncated
    }
  }
}
