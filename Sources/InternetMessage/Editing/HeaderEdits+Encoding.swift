import MailTypes

extension HeaderEdits {
  /// Why stored bytes are no edits.
  public enum DecodingError: Error, Hashable, Sendable {
    /// Written by a later version.
    case unknownVersion(UInt8)
    case damaged
  }

  /// The first byte of the encoding: the second version has changes of the body, and is written where there are some.
  private static let version: UInt8 = 1
  private static let versionWithBody: UInt8 = 2

  /// A compact form for the store: the same edits give the same bytes.
  public func encoded() -> [UInt8] {
    var writer = EditsWriter()
    writer.bytes.append(body.isEmpty ? HeaderEdits.version : HeaderEdits.versionWithBody)
    writer.write(prepended.count)
    for field in prepended { writer.write(field) }
    writer.write(changes.count)
    for (name, occurrences) in changes.sorted(by: { $0.key < $1.key }) {
      writer.write(Array(name.utf8))
      writer.write(occurrences.count)
      for (occurrence, change) in occurrences.sorted(by: { $0.key < $1.key }) {
        writer.write(occurrence)
        writer.write(change)
      }
    }
    guard !body.isEmpty else { return writer.bytes }
    writer.write(body.count)
    for edit in body { writer.write(edit) }
    return writer.bytes
  }

  public init(encoded: [UInt8]) throws(DecodingError) {
    var reader = EditsReader(bytes: encoded)
    let version = try reader.byte()
    guard version == HeaderEdits.version || version == HeaderEdits.versionWithBody else { throw .unknownVersion(version) }
    for _ in 0..<(try reader.number()) { prepended.append(try reader.data()) }
    for _ in 0..<(try reader.number()) {
      let name = try reader.text()
      for _ in 0..<(try reader.number()) {
        let occurrence = try reader.number()
        changes[name, default: [:]][occurrence] = try reader.change()
      }
    }
    if version == HeaderEdits.versionWithBody {
      for _ in 0..<(try reader.number()) { body.append(try reader.bodyEdit()) }
    }
    guard reader.isAtEnd else { throw .damaged }
  }
}

private struct EditsWriter {
  var bytes: [UInt8] = []

  /// Seven bits a byte, lowest first, the top bit on all but the last.
  mutating func write(_ number: Int) {
    var rest = UInt(max(number, 0))
    while rest > 0x7F {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func write(_ data: [UInt8]) {
    write(data.count)
    bytes.append(contentsOf: data)
  }

  mutating func write(_ edit: BodyEdit) {
    write(edit.range.lowerBound)
    write(edit.range.count)
    write(edit.bytes)
  }

  mutating func write(_ change: HeaderEdits.Change) {
    switch change {
    case .rename(let name):
      bytes.append(0)
      write(Array(name.utf8))
    case .remove:
      bytes.append(1)
    case .replace(let field):
      bytes.append(2)
      write(field)
    case .insert(let text):
      bytes.append(3)
      write(text)
    }
  }
}

private struct EditsReader {
  let bytes: [UInt8]
  var position = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }

  mutating func byte() throws(HeaderEdits.DecodingError) -> UInt8 {
    guard position < bytes.count else { throw .damaged }
    defer { position += 1 }
    return bytes[position]
  }

  mutating func number() throws(HeaderEdits.DecodingError) -> Int {
    var value = 0
    for shift in stride(from: 0, to: 56, by: 7) {
      let byte = try byte()
      value |= Int(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    throw .damaged
  }

  mutating func data() throws(HeaderEdits.DecodingError) -> [UInt8] {
    let count = try number()
    guard count <= bytes.count - position else { throw .damaged }
    defer { position += count }
    return Array(bytes[position..<(position + count)])
  }

  mutating func text() throws(HeaderEdits.DecodingError) -> String {
    guard let text = String(validating: try data(), as: UTF8.self) else { throw .damaged }
    return text
  }

  mutating func bodyEdit() throws(HeaderEdits.DecodingError) -> BodyEdit {
    // Neither number has more than 56 bits.
    let (start, count) = (try number(), try number())
    return BodyEdit(start..<(start + count), with: try data())
  }

  mutating func change() throws(HeaderEdits.DecodingError) -> HeaderEdits.Change {
    switch try byte() {
    case 0:
      let name = try text()
      guard FieldText.isName(name) else { throw .damaged }
      return .rename(name)
    case 1: return .remove
    case 2: return .replace(try data())
    case 3: return .insert(try data())
    default: throw .damaged
    }
  }
}
