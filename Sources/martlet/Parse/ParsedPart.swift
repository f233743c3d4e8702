import Crypto
import FoundationEssentials
import InternetMessage

/// What `martlet parse --json` prints: the message as its root part, the others inside. A part that has a message header
/// shows what it says.
struct ParsedPart: Encodable {
  let contentType: String
  let parameters: [String: String]
  let disposition: String?
  let fileName: String?
  let charset: String?
  let transferEncoding: String
  /// Octets of the decoded body; none for multiparts, whose body is their children.
  let size: Int?
  let sha256: String?
  let isAttachment: Bool
  let defects: [String]
  /// In the order of the header, decoded for people.
  let headers: [Field]
  /// Of a message.
  let envelope: ParsedEnvelope?
  let children: [ParsedPart]

  struct Field: Encodable {
    let name: String
    let value: String
  }

  init(_ message: Message) { self.init(0, in: message, defects: Dictionary(grouping: message.defects, by: { $0.part })) }

  private init(_ index: Int, in message: Message, defects: [Int: [Defect]]) {
    let part = message.parts[index]
    let body = part.isMultipart ? nil : message.decodedBody(part)
    contentType = part.contentType
    parameters = part.parameters
    disposition = part.disposition
    fileName = part.fileName
    charset = part.charset
    transferEncoding = ParsedPart.transferEncoding(part)
    size = body.map { $0.count }
    sha256 = body.map { ParsedPart.hexadecimal(SHA256.hash(data: $0)) }
    isAttachment = part.isAttachment
    self.defects = (defects[index] ?? []).map { $0.kind.rawValue }.sorted()
    headers = part.header.fields.map { field in
      Field(name: part.header.name(of: field), value: HeaderText.decoded(part.header.unfoldedValue(of: field)[...]))
    }
    let isMessage = part.parent.map { message.parts[$0].isMessage } ?? true
    envelope = isMessage ? ParsedEnvelope(part.header) : nil
    // At most `Message.depthLimit` calls deep.
    children = part.children.map { ParsedPart($0, in: message, defects: defects) }
  }

  /// As the part says it, so that `8bit` and `7bit` can be told apart.
  private static func transferEncoding(_ part: Part) -> String {
    guard part.transferEncoding == .identity else { return part.transferEncoding.rawValue }
    let label = part.header.first("Content-Transfer-Encoding").map { ContentField(part.header.rawValue(of: $0)).value } ?? ""
    return label.isEmpty ? "7bit" : label
  }

  private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  private enum CodingKeys: CodingKey {
    case contentType, parameters, disposition, fileName, charset, transferEncoding, size, sha256, isAttachment, defects
    case headers, children
  }

  /// Every key stands in every part: what is not there is null.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(contentType, forKey: .contentType)
    try container.encode(parameters, forKey: .parameters)
    try container.encode(disposition, forKey: .disposition)
    try container.encode(fileName, forKey: .fileName)
    try container.encode(charset, forKey: .charset)
    try container.encode(transferEncoding, forKey: .transferEncoding)
    try container.encode(size, forKey: .size)
    try container.encode(sha256, forKey: .sha256)
    try container.encode(isAttachment, forKey: .isAttachment)
    try container.encode(defects, forKey: .defects)
    try container.encode(headers, forKey: .headers)
    try container.encode(children, forKey: .children)
    try envelope?.encode(to: encoder)
  }

  /// UTF-8, a line feed at the end.
  func json() throws(CommandFailure) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    do {
      return Array(try encoder.encode(self)) + [0x0A]
    } catch {
      throw CommandFailure(ExitStatus.internalError, "cannot write the message as JSON: \(error)")
    }
  }
}
