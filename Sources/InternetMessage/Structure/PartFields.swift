/// What the header of a part says about its body, and what is wrong with it.
struct PartFields {
  /// In lower case; what the rules give where none is said, or nothing of use.
  private(set) var contentType: String
  let parameters: [String: String]
  let disposition: String?
  let fileName: String?
  private(set) var transferEncoding: Part.TransferEncoding
  /// Of a multipart; empty where there is none.
  let boundary: [UInt8]
  private(set) var defects: Set<Defect.Kind>

  /// RFC 2046 §5.1.1 allows 70 characters; some senders use more.
  private static let boundaryLimit = 200

  /// `isInDigest`: without a type, parts of a digest are messages (RFC 2046 §5.1.5).
  init(_ header: HeaderBlock, isInDigest: Bool) {
    let fields = RelevantFields(header)
    let type = fields.type.map { ContentField($0) }
    let disposition = fields.disposition.map { ContentField($0, isDisposition: true) }
    defects = header.defects
    if fields.isRepeated { defects.insert(.repeatedContentField) }
    parameters = type?.parameters ?? [:]
    self.disposition = disposition.flatMap { $0.value.isEmpty ? nil : $0.value }
    let name = disposition?.parameters["filename"] ?? type?.parameters["name"] ?? disposition?.parameters["name"]
    fileName = name.flatMap { $0.isEmpty ? nil : $0 }
    boundary = PartFields.usable(type?.boundary ?? [])
    // RFC 2045 §5.2: what is no type is plain text.
    contentType = type.map { $0.mediaType ?? "text/plain" } ?? (isInDigest ? "message/rfc822" : "text/plain")
    if let type, type.mediaType == nil { defects.insert(.invalidContentType) }
    transferEncoding = .identity
    if let label = fields.encoding.map({ ContentField($0).value }) {
      if let encoding = Part.TransferEncoding(label: label) {
        transferEncoding = encoding
      } else {
        defects.insert(.unknownTransferEncoding)
      }
    }
    if let label = parameters["charset"], !Charset.isUnderstood(label) { defects.insert(.unknownCharset) }
    correctMultipart()
  }

  /// A multipart whose parts cannot be found is plain text: that is how it is shown.
  private mutating func correctMultipart() {
    guard contentType.hasPrefix("multipart/") else { return }
    if transferEncoding != .identity { defects.insert(.encodedMultipart) }
    guard boundary.isEmpty else { return }
    defects.insert(.missingBoundary)
    contentType = "text/plain"
  }

  /// RFC 2046 §5.1.1: a boundary has no white space at its end.
  private static func usable(_ boundary: [UInt8]) -> [UInt8] {
    var boundary = boundary
    while let last = boundary.last, HeaderScanner.isBlank(last) { boundary.removeLast() }
    return boundary.count <= boundaryLimit ? boundary : []
  }
}

/// The three fields that say how a body is read; the first of each counts.
private struct RelevantFields {
  private(set) var type: ArraySlice<UInt8>?
  private(set) var disposition: ArraySlice<UInt8>?
  private(set) var encoding: ArraySlice<UInt8>?
  /// One of them stands there twice, and says something else.
  private(set) var isRepeated = false

  init(_ header: HeaderBlock) {
    for field in header.fields {
      switch field.name.count {
      case 12 where header.hasName(field, "content-type"): set(\.type, header.rawValue(of: field))
      case 19 where header.hasName(field, "content-disposition"): set(\.disposition, header.rawValue(of: field))
      case 25 where header.hasName(field, "content-transfer-encoding"): set(\.encoding, header.rawValue(of: field))
      default: break
      }
    }
  }

  private mutating func set(_ field: WritableKeyPath<RelevantFields, ArraySlice<UInt8>?>, _ value: ArraySlice<UInt8>) {
    if let first = self[keyPath: field] {
      isRepeated = isRepeated || first != value
    } else {
      self[keyPath: field] = value
    }
  }
}
