import MailTypes

/// Octets to frames. Takes input in any pieces; holds at most one incomplete frame of at most `FrameLimits.frame` octets
/// beside what was appended since frames were last taken, whatever the peer sends.
public struct FrameReader: Sendable {
  private var buffer: [UInt8] = []
  /// Where in `buffer` the next frame begins.
  private var position = 0

  private static let keptCapacity = 4 * FrameLimits.chunk

  public init() {}

  public mutating func append(_ bytes: some Sequence<UInt8>) {
    if position == buffer.count {
      // The room one large frame took is not kept for the many small ones that follow.
      buffer.removeAll(keepingCapacity: buffer.capacity <= FrameReader.keptCapacity)
    } else if position > 0 {
      buffer.removeFirst(position)
    }
    position = 0
    buffer.append(contentsOf: bytes)
  }

  /// The next whole frame; `nil` when more octets are needed.
  public mutating func next() throws(FrameError) -> Frame? {
    guard buffer.count - position >= 4 else { return nil }
    let length = buffer[position..<position + 4].reduce(0) { $0 << 8 | Int($1) }
    guard length <= FrameLimits.frame else { throw .tooLong(announced: length, limit: FrameLimits.frame) }
    guard buffer.count - position - 4 >= length else { return nil }
    var body = FrameBody(buffer[(position + 4)..<(position + 4 + length)])
    position += 4 + length
    return try FrameReader.frame(from: &body)
  }

  private static func frame(from body: inout FrameBody) throws(FrameError) -> Frame {
    guard let code = body.integer(UInt8.self) else { throw .malformed(kind: 0) }
    guard let kind = FrameKind(rawValue: code) else { throw .unknownKind(code) }
    guard let id = body.integer(UInt64.self), let frame = frame(kind, id, from: &body) else { throw .malformed(kind: code) }
    return frame
  }

  private static func frame(_ kind: FrameKind, _ id: UInt64, from body: inout FrameBody) -> Frame? {
    switch kind {
    case .scan:
      guard let announced = body.integer(UInt64.self), let size = Int(exactly: announced),
        let subject = body.rest(atMost: FrameLimits.document)
      else { return nil }
      return .scan(id: id, subject: subject, size: size)
    case .chunk: return body.rest(atMost: FrameLimits.chunk).map { .chunk(id: id, $0) }
    case .withdraw: return body.count == 0 ? .withdraw(id: id) : nil
    case .findings: return body.rest(atMost: FrameLimits.document).map { .findings(id: id, $0) }
    case .question:
      guard let type = body.integer(UInt16.self).flatMap(DNSRecordType.init(rawValue:)),
        let name = body.rest(atMost: FrameLimits.name)
      else { return nil }
      return .question(id: id, DNSQuestion(String(decoding: name, as: UTF8.self), type))
    case .answer:
      guard body.count <= FrameLimits.answer, let answer = body.answer(), body.count == 0 else { return nil }
      return .answer(id: id, answer)
    }
  }
}

/// The unread part of one frame. Every method gives `nil` where the octets do not suffice; nothing is allocated before the
/// octets that fill it are known to be there.
private struct FrameBody {
  private var bytes: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

  var count: Int { bytes.count }

  mutating func integer<Value: FixedWidthInteger>(_: Value.Type) -> Value? {
    let width = Value.bitWidth / 8
    guard bytes.count >= width else { return nil }
    let value = bytes.prefix(width).reduce(Value(0)) { (Value.bitWidth == 8 ? 0 : $0 << 8) | Value(truncatingIfNeeded: $1) }
    bytes = bytes.dropFirst(width)
    return value
  }

  mutating func rest(atMost limit: Int) -> [UInt8]? {
    guard bytes.count <= limit else { return nil }
    defer { bytes = bytes.suffix(0) }
    return Array(bytes)
  }

  mutating func counted() -> [UInt8]? {
    guard let announced = integer(UInt32.self), let count = Int(exactly: announced), count <= bytes.count else { return nil }
    defer { bytes = bytes.dropFirst(count) }
    return Array(bytes.prefix(count))
  }

  mutating func text() -> String? { counted().map { String(decoding: $0, as: UTF8.self) } }

  /// As many elements as announced, each at least one octet long, so that the count is bounded by the octets present.
  mutating func list<Element>(_ element: (inout FrameBody) -> Element?) -> [Element]? {
    guard let announced = integer(UInt32.self), let count = Int(exactly: announced), count <= bytes.count else { return nil }
    var result: [Element] = []
    for _ in 0..<count {
      guard let next = element(&self) else { return nil }
      result.append(next)
    }
    return result
  }

  mutating func answer() -> DNSAnswer? {
    guard let tag = integer(UInt8.self) else { return nil }
    switch tag {
    case AnswerTag.records, AnswerTag.secureRecords:
      guard let records = list({ $0.record() }), !records.isEmpty else { return nil }
      return .records(records, isSecure: tag == AnswerTag.secureRecords)
    case AnswerTag.noData: return .noData
    case AnswerTag.nameError: return .nameError
    case AnswerTag.failure: return rest(atMost: FrameLimits.answer).map { .failure(String(decoding: $0, as: UTF8.self)) }
    case AnswerTag.timeout: return .timeout
    default: return nil
    }
  }

  mutating func record() -> DNSRecord? {
    guard let tag = integer(UInt8.self) else { return nil }
    switch tag {
    case RecordTag.address: return counted().flatMap(IPAddress.init(octets:)).map(DNSRecord.address)
    case RecordTag.name: return text().map(DNSRecord.name)
    case RecordTag.mailExchange:
      guard let preference = integer(UInt16.self), let exchange = text() else { return nil }
      return .mailExchange(preference: preference, exchange: exchange)
    case RecordTag.text: return list({ $0.counted() }).map(DNSRecord.text)
    case RecordTag.opaque: return counted().map(DNSRecord.opaque)
    default: return nil
    }
  }
}
