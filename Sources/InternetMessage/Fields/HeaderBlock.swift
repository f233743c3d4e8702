/// The header of a message or of a part of one: its fields in order, and what was wrong with it. Never fails: bytes that are
/// no header give a block without fields.
public struct HeaderBlock: Sendable {
  /// Fields kept; those beyond only count as a defect. Ten times what the longest honest header has, and enough to keep a
  /// header of a million empty fields from costing memory.
  public static let fieldLimit = 1000

  /// Octets of a header; fields that end beyond are not kept. Honest ones stay below a tenth of it, with long recipient lists.
  public static let sizeLimit = 1024 * 1024

  public let fields: [HeaderField]
  public let defects: Set<Defect.Kind>
  /// Where the body begins.
  public let bodyStart: Int
  private let bytes: [UInt8]

  public init(_ message: [UInt8]) {
    var scanner = HeaderScanner(message)
    self.init(message, &scanner)
  }

  /// A part without a header.
  init(emptyAt bodyStart: Int) {
    fields = []
    defects = []
    bytes = []
    self.bodyStart = bodyStart
  }

  /// Reads fields until the block ends, or a line begins at which `stop` says so. Keeps at most `fieldLimit` of them.
  init(
    _ bytes: [UInt8], _ scanner: inout HeaderScanner, fieldLimit: Int = HeaderBlock.fieldLimit,
    stop: (Int) -> Bool = { _ in false }
  ) {
    let start = scanner.position
    var fields: [HeaderField] = []
    var defects: Set<Defect.Kind> = scanner.envelopeLineLength > 0 ? [.envelopeLine] : []
    var stopped = stop(start)
    while !stopped, let field = scanner.next() {
      if field.name.upperBound + 1 < field.value.lowerBound { defects.insert(.spaceBeforeColon) }
      if field.whole.upperBound - start > HeaderBlock.sizeLimit {
        defects.insert(.headerTooLong)
      } else if fields.count < fieldLimit {
        fields.append(field)
      } else {
        defects.insert(.tooManyFields)
      }
      stopped = stop(scanner.position)
    }
    switch scanner.ending {
    case .missingSeparator: defects.insert(.missingSeparator)
    case .endOfData: defects.insert(.endsInHeader)
    case .blankLine, nil: break
    }
    let range = start..<max(start, scanner.position)
    if !ByteSearch.isASCII(bytes, range) { defects.insert(.eightBit) }
    if ByteSearch.firstIndex(of: 0, in: bytes, range) != nil { defects.insert(.nulOctet) }
    if scanner.longestLine > Message.lineLimit { defects.insert(.lineTooLong) }
    self.bytes = bytes
    self.fields = fields
    self.defects = defects
    bodyStart = stopped ? scanner.position : scanner.bodyStart
  }

  /// The fields of a name, in any case, from the top.
  public func all(_ name: String) -> [HeaderField] { fields.filter { hasName($0, name) } }

  public func first(_ name: String) -> HeaderField? { fields.first { hasName($0, name) } }

  public func name(of field: HeaderField) -> String { String(decoding: bytes[field.name], as: UTF8.self) }

  /// The value as it stands, folds and all.
  public func rawValue(of field: HeaderField) -> ArraySlice<UInt8> { bytes[field.value] }

  /// The value on one line, without white space at the ends.
  public func unfoldedValue(of field: HeaderField) -> [UInt8] { HeaderText.unfolded(bytes[field.value]) }

  /// The first field of the name, unfolded and with its encoded-words decoded (RFC 2047), for people to read.
  public func text(_ name: String) -> String? {
    first(name).map { HeaderText.decoded(unfoldedValue(of: $0)[...]) }
  }

  /// The addresses of the first field of the name.
  public func addresses(_ name: String) -> [HeaderAddress] {
    first(name).map { HeaderAddress.list(unfoldedValue(of: $0)) } ?? []
  }

  func hasName(_ field: HeaderField, _ wanted: String) -> Bool {
    guard field.name.count == wanted.utf8.count else { return false }
    return zip(bytes[field.name], wanted.utf8).allSatisfy { FieldText.lowercased($0) == FieldText.lowercased($1) }
  }
}
