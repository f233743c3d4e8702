/// The header of a message or of a part of one: its fields in order, and what was wrong with it. Never fails: bytes that are
/// no header give a block without fields.
public struct HeaderBlock: Sendable {
  /// Fields kept; those beyond only count as a defect. Ten times what the longest honest header has, and enough to keep a
  /// header of a million empty fields from costing memory.
  public static let fieldLimit = 1000

  /// What was not as RFC 5322 has it.
  public enum Defect: String, Hashable, Sendable, CaseIterable {
    /// A line that is no field stands where an empty line should: the body begins with it.
    case missingSeparator
    /// The message ends inside the header.
    case endsInHeader
    /// An mbox `From ` line stands before the first field.
    case envelopeLine
    /// White space before a colon (RFC 5322 §4.5.8).
    case spaceBeforeColon
    case tooManyFields
    /// A field has octets above 127; lawful in RFC 6532 only.
    case eightBit
  }

  public let fields: [HeaderField]
  public let defects: Set<Defect>
  /// Where the body begins.
  public let bodyStart: Int
  private let bytes: [UInt8]

  public init(_ message: [UInt8]) {
    var scanner = HeaderScanner(message)
    self.init(message, &scanner) { _ in false }
  }

  /// Reads fields until the block ends, or a line begins at which `stop` says so.
  init(_ bytes: [UInt8], _ scanner: inout HeaderScanner, stop: (Int) -> Bool) {
    var fields: [HeaderField] = []
    var defects: Set<Defect> = scanner.envelopeLineLength > 0 ? [.envelopeLine] : []
    var stopped = stop(scanner.position)
    while !stopped, let field = scanner.next() {
      if field.name.upperBound + 1 < field.value.lowerBound { defects.insert(.spaceBeforeColon) }
      if fields.count < HeaderBlock.fieldLimit { fields.append(field) } else { defects.insert(.tooManyFields) }
      stopped = stop(scanner.position)
    }
    switch scanner.ending {
    case .missingSeparator: defects.insert(.missingSeparator)
    case .endOfData: defects.insert(.endsInHeader)
    case .blankLine, nil: break
    }
    if fields.contains(where: { bytes[$0.value].contains { $0 >= 0x80 } }) { defects.insert(.eightBit) }
    self.bytes = bytes
    self.fields = fields
    self.defects = defects
    bodyStart = stopped ? scanner.position : scanner.bodyStart
  }

  /// The fields of a name, in any case, from the top.
  public func all(_ name: String) -> [HeaderField] {
    let wanted = Array(name.utf8)
    return fields.filter { hasName($0, wanted) }
  }

  public func first(_ name: String) -> HeaderField? {
    let wanted = Array(name.utf8)
    return fields.first { hasName($0, wanted) }
  }

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

  private func hasName(_ field: HeaderField, _ wanted: [UInt8]) -> Bool {
    field.name.count == wanted.count
      && zip(bytes[field.name], wanted).allSatisfy { FieldText.lowercased($0) == FieldText.lowercased($1) }
  }
}
