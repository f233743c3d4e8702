import MailTypes

/// Frames as octets: length of what follows (4 octets), kind (1), id (8), body; numbers in network order.
public enum FrameWriter {
  /// Appends one frame to `output`. A document or name beyond its limit is written as it is, and refused by the reader; a DNS
  /// answer beyond its limit, which anybody with a domain can cause, is a failed answer.
  public static func append(_ frame: Frame, to output: inout [UInt8]) {
    let start = output.count
    output.append(contentsOf: [0, 0, 0, 0])
    switch frame {
    case .scan(let id, let subject, let size):
      appendHead(.scan, id, to: &output)
      output.appendInteger(UInt64(clamping: size))
      output.append(contentsOf: subject)
    case .chunk(let id, let bytes):
      appendHead(.chunk, id, to: &output)
      output.append(contentsOf: bytes)
    case .withdraw(let id):
      appendHead(.withdraw, id, to: &output)
    case .findings(let id, let document):
      appendHead(.findings, id, to: &output)
      output.append(contentsOf: document)
    case .question(let id, let question):
      appendHead(.question, id, to: &output)
      output.appendInteger(question.type.rawValue)
      output.append(contentsOf: question.name.utf8)
    case .answer(let id, let answer):
      appendHead(.answer, id, to: &output)
      appendBounded(answer, to: &output)
    }
    let length = UInt32(clamping: output.count - start - 4)
    for index in 0..<4 { output[start + index] = UInt8(truncatingIfNeeded: length >> (24 - 8 * UInt32(index))) }
  }

  /// Appends a chunk frame without making an array of its octets first.
  public static func appendChunk(id: UInt64, _ bytes: ArraySlice<UInt8>, to output: inout [UInt8]) {
    output.appendInteger(UInt32(clamping: bytes.count + 9))
    appendHead(.chunk, id, to: &output)
    output.append(contentsOf: bytes)
  }

  private static func appendHead(_ kind: FrameKind, _ id: UInt64, to output: inout [UInt8]) {
    output.append(kind.rawValue)
    output.appendInteger(id)
  }

  private static func appendBounded(_ answer: DNSAnswer, to output: inout [UInt8]) {
    let start = output.count
    append(answer, to: &output)
    let size = output.count - start
    guard size > FrameLimits.answer else { return }
    output.removeLast(size)
    append(.failure("an answer of \(size) octets, where \(FrameLimits.answer) are taken"), to: &output)
  }

  private static func append(_ answer: DNSAnswer, to output: inout [UInt8]) {
    switch answer {
    case .records(let records, let isSecure):
      output.append(isSecure ? AnswerTag.secureRecords : AnswerTag.records)
      output.appendInteger(UInt32(clamping: records.count))
      for record in records { append(record, to: &output) }
    case .noData: output.append(AnswerTag.noData)
    case .nameError: output.append(AnswerTag.nameError)
    case .failure(let reason):
      output.append(AnswerTag.failure)
      output.append(contentsOf: reason.utf8)
    case .timeout: output.append(AnswerTag.timeout)
    }
  }

  private static func append(_ record: DNSRecord, to output: inout [UInt8]) {
    switch record {
    case .address(let address):
      output.append(RecordTag.address)
      output.appendCounted(address.octets)
    case .name(let name):
      output.append(RecordTag.name)
      output.appendCounted(Array(name.utf8))
    case .mailExchange(let preference, let exchange):
      output.append(RecordTag.mailExchange)
      output.appendInteger(preference)
      output.appendCounted(Array(exchange.utf8))
    case .text(let strings):
      output.append(RecordTag.text)
      output.appendInteger(UInt32(clamping: strings.count))
      for string in strings { output.appendCounted(string) }
    case .opaque(let bytes):
      output.append(RecordTag.opaque)
      output.appendCounted(bytes)
    }
  }
}

enum FrameKind: UInt8 {
  case scan = 1
  case chunk = 2
  case findings = 3
  case question = 4
  case answer = 5
  case withdraw = 6
}

enum AnswerTag {
  static let records: UInt8 = 1
  static let secureRecords: UInt8 = 2
  static let noData: UInt8 = 3
  static let nameError: UInt8 = 4
  static let failure: UInt8 = 5
  static let timeout: UInt8 = 6
}

enum RecordTag {
  static let address: UInt8 = 1
  static let name: UInt8 = 2
  static let mailExchange: UInt8 = 3
  static let text: UInt8 = 4
  static let opaque: UInt8 = 5
}

extension [UInt8] {
  fileprivate mutating func appendInteger<Value: FixedWidthInteger>(_ value: Value) {
    for shift in stride(from: Value.bitWidth - 8, through: 0, by: -8) { append(UInt8(truncatingIfNeeded: value >> shift)) }
  }

  fileprivate mutating func appendCounted(_ bytes: [UInt8]) {
    appendInteger(UInt32(clamping: bytes.count))
    append(contentsOf: bytes)
  }
}
