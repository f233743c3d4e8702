public import MailTypes

/// Changes to the header of a message, as a value: what a copy carries from the decision to the moment it leaves. Applied to
/// the original bytes it changes what it names and nothing else, to the byte. What a policy puts into the body goes with it.
///
/// Changes name a field by its name and its occurrence among the fields of that name **in the original**, counted from the
/// top; prepended fields are not counted, so that the order of the calls does not matter. A change of a field that is not
/// there does nothing; a later change of the same field replaces the earlier one.
public struct HeaderEdits: Hashable, Sendable, Codable {
  /// Whole fields with their line ends, the top one first.
  var prepended: [[UInt8]] = []
  /// By the name of the field in lower case, then by occurrence.
  var changes: [String: [Int: Change]] = [:]
  /// Changes behind the header, in order; `apply` is about the header and leaves them to whoever sends the rest.
  public internal(set) var body: [BodyEdit] = []

  enum Change: Hashable, Sendable, Codable {
    case rename(String)
    case remove
    case replace([UInt8])
    /// Between the name and what stands after it.
    case insert([UInt8])
  }

  public init() {}

  public var isEmpty: Bool { prepended.isEmpty && changes.isEmpty && body.isEmpty }

  /// Puts a field above everything there, earlier prepended fields included. `field` is `Name: value`, folded or not, with
  /// or without a line end; it cannot break out of its field.
  public mutating func prepend(_ field: String) {
    prepended.insert(FieldText.sealed(field), at: 0)
  }

  /// Puts fields above everything there; the first becomes the top one.
  public mutating func prepend(contentsOf fields: [String]) {
    for field in fields.reversed() { prepend(field) }
  }

  /// Gives the field another name and keeps its value to the byte. `occurrence` counts from 0.
  public mutating func rename(_ name: String, occurrence: Int, to newName: String) {
    guard FieldText.isName(newName) else { return }
    change(name, occurrence, .rename(newName))
  }

  public mutating func remove(_ name: String, occurrence: Int) {
    change(name, occurrence, .remove)
  }

  /// Puts `field`, `Name: value`, in the place of the field.
  public mutating func replace(_ name: String, occurrence: Int, with field: String) {
    change(name, occurrence, .replace(FieldText.sealed(field)))
  }

  /// Puts a text before the value of the field, whose bytes stay; in encoded-words (RFC 2047) where it is not ASCII.
  public mutating func insert(_ text: String, before name: String, occurrence: Int) {
    change(name, occurrence, .insert(Array(FieldText.sealed(EncodedWords(text).folded).dropLast(FieldText.lineEnd.count))))
  }

  /// Adds changes of the body. They must not overlap.
  public mutating func changeBody(_ edits: [BodyEdit]) {
    body = (body + edits).sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// Adds the edits of `other`; its prepended fields go on top.
  public mutating func append(_ other: HeaderEdits) {
    changeBody(other.body)
    prepended.insert(contentsOf: other.prepended, at: 0)
    for (name, occurrences) in other.changes { changes[name, default: [:]].merge(occurrences) { $1 } }
  }

  private mutating func change(_ name: String, _ occurrence: Int, _ change: Change) {
    guard occurrence >= 0 else { return }
    changes[name.lowercased(), default: [:]][occurrence] = change
  }
}

extension HeaderEdits {
  /// What a message becomes: `header` in place of its first `rest` bytes; the bytes from `rest` on are untouched.
  public struct Result: Hashable, Sendable {
    public let header: [UInt8]
    /// An offset into the bytes given; the separator and the body lie behind it.
    public let rest: Int
  }

  /// Applies the edits to a message, or to any leading part of it that holds its whole header block.
  ///
  /// A message without an empty line between header and body gets one where it gets any edit: without it, what reads the
  /// message next would take the beginning of the body for more header, forged fields included.
  public func apply(to message: [UInt8]) -> Result {
    guard !isEmpty else { return Result(header: [], rest: 0) }
    var header = Array(prepended.joined())
    var scanner = HeaderScanner(message)
    if scanner.envelopeLineLength > 0 { header.append(contentsOf: HeaderEdits.envelopeLineName.utf8) }
    guard !changes.isEmpty else { return prependOnly(header, message, &scanner) }
    header.append(contentsOf: message[..<scanner.envelopeLineLength])
    var seen: [String: Int] = [:]
    while let field = scanner.next() {
      let name = FieldText.key(message[field.name])
      guard let occurrences = changes[name] else {
        header.append(contentsOf: message[field.whole])
        continue
      }
      let occurrence = seen[name, default: 0]
      seen[name] = occurrence + 1
      HeaderEdits.write(field, of: message, changed: occurrences[occurrence], to: &header)
    }
    if scanner.ending == .missingSeparator { header.append(contentsOf: FieldText.lineEnd) }
    return Result(header: header, rest: scanner.position)
  }

  /// An mbox `From ` line was harmless while it was the first line; below other fields it would end the header for some
  /// readers, so that it becomes a field (as Postfix does).
  private static let envelopeLineName = "X-Mailbox-Line: "

  /// Nothing below the prepended fields changes: only the separator may have to be added.
  private func prependOnly(_ fields: [UInt8], _ message: [UInt8], _ scanner: inout HeaderScanner) -> Result {
    while scanner.next() != nil {}
    guard scanner.ending == .missingSeparator else { return Result(header: fields, rest: 0) }
    return Result(header: fields + message[..<scanner.position] + FieldText.lineEnd, rest: scanner.position)
  }

  private static func write(_ field: HeaderField, of message: [UInt8], changed: Change?, to header: inout [UInt8]) {
    switch changed {
    case nil:
      header.append(contentsOf: message[field.whole])
    case .remove:
      break
    case .rename(let name):
      header.append(contentsOf: name.utf8)
      header.append(contentsOf: message[field.name.upperBound..<field.whole.upperBound])
    case .replace(let text):
      header.append(contentsOf: text)
    case .insert(let text):
      header.append(contentsOf: message[field.name])
      header.append(contentsOf: ": ".utf8)
      header.append(contentsOf: text)
      if let first = message[field.value].first, !HeaderScanner.isBlank(first) { header.append(UInt8(ascii: " ")) }
      header.append(contentsOf: message[field.value.lowerBound..<field.whole.upperBound])
    }
  }
}
