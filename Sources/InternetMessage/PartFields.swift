/// What the header of a part says about its body.
struct PartFields {
  private let contentType: ContentField
  private let disposition: ContentField?
  private let transferEncoding: MessagePart.TransferEncoding

  init(_ header: HeaderBlock) {
    func field(_ name: String) -> ContentField? { header.first(name).map { ContentField(header.unfoldedValue(of: $0)) } }
    contentType = field("Content-Type") ?? ContentField(Array("text/plain".utf8))
    disposition = field("Content-Disposition")
    transferEncoding =
      switch field("Content-Transfer-Encoding")?.value {
      case "base64": .base64
      case "quoted-printable": .quotedPrintable
      default: .identity
      }
  }

  var isMultipart: Bool { contentType.value.hasPrefix("multipart/") }

  /// Encoded messages are not opened: RFC 2046 §5.2.1 forbids the encoding, and what is inside is judged as an attachment.
  var isMessage: Bool { contentType.value == "message/rfc822" && transferEncoding == .identity && !isNamed }

  private var isNamed: Bool { disposition?.value == "attachment" }

  /// `nil` where there is none; RFC 2046 §5.1.1 allows 70 characters, some send more.
  var boundary: [UInt8]? {
    guard let text = contentType.parameters["boundary"], !text.isEmpty, text.utf8.count <= 200 else { return nil }
    return Array(text.utf8)
  }

  func part(body: Range<Int>, depth: Int) -> MessagePart {
    let name = disposition?.parameters["filename"] ?? contentType.parameters["name"]
    return MessagePart(
      type: contentType.value.contains("/") ? contentType.value : "text/plain",
      charset: contentType.parameters["charset"]?.lowercased() ?? "",
      fileName: name.flatMap { $0.isEmpty ? nil : $0 }, isMarkedAttachment: disposition?.value == "attachment",
      transferEncoding: transferEncoding, body: body, depth: depth)
  }
}
