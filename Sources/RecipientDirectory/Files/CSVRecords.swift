/// The records of a CSV file (RFC 4180 §2), with bare LF as well as CRLF at the ends of lines, in UTF-8 with or without a
/// byte order mark. Empty lines are left out.
public struct CSVRecords: Sequence, IteratorProtocol {
  /// A record, or where the file cannot be read on; nothing follows that.
  public enum Element: Hashable, Sendable {
    /// `line` is the one it begins in, from 1.
    case record(line: Int, [String])
    case failure(line: Int, String)
  }

  /// No directory has as many columns.
  public static let maximumFields = 64
  /// Octets: thousands of addresses in one cell.
  public static let maximumFieldSize = 1 << 20

  private var rest: ArraySlice<UInt8>
  private var line = 1
  private var hasFailed = false

  public init(_ bytes: [UInt8]) {
    rest = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
  }

  public mutating func next() -> Element? {
    while !hasFailed, !rest.isEmpty {
      let start = line
      do throws(Failure) {
        let fields = try readRecord()
        if fields != [""] { return .record(line: start, fields) }
      } catch {
        hasFailed = true
        return .failure(line: line, error.message)
      }
    }
    return nil
  }

  private struct Failure: Error {
    let message: String
  }

  private mutating func readRecord() throws(Failure) -> [String] {
    var fields: [String] = []
    while true {
      guard fields.count < CSVRecords.maximumFields else {
        throw Failure(message: "has more than \(CSVRecords.maximumFields) cells; look for a missing quote or line end")
      }
      let bytes = rest.first == UInt8(ascii: "\"") ? try readQuoted() : try readPlain()
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw Failure(message: "is not UTF-8; save it as UTF-8")
      }
      fields.append(text)
      guard rest.first == UInt8(ascii: ",") else { break }
      rest.removeFirst()
    }
    endLine()
    return fields
  }

  private mutating func readPlain() throws(Failure) -> ArraySlice<UInt8> {
    let field = rest.prefix { $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "\n") }
    guard field.count <= CSVRecords.maximumFieldSize else { throw CSVRecords.tooLong }
    // RFC 4180 §2, 5: quotes stand around the whole field.
    guard !field.contains(UInt8(ascii: "\"")) else {
      throw Failure(message: "has a quote inside a cell; put quotes around the whole cell and double the one inside")
    }
    rest = rest.dropFirst(field.count)
    return rest.first != UInt8(ascii: ",") && field.last == UInt8(ascii: "\r") ? field.dropLast() : field
  }

  /// RFC 4180 §2, 6 and 7: commas, line ends and doubled quotes may stand between quotes.
  private mutating func readQuoted() throws(Failure) -> ArraySlice<UInt8> {
    var content: [UInt8] = []
    rest.removeFirst()
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\"") {
        guard rest.first == byte else {
          try checkEndOfQuoted()
          return content[...]
        }
        rest.removeFirst()
      } else if byte == UInt8(ascii: "\n") {
        line += 1
      }
      content.append(byte)
      guard content.count <= CSVRecords.maximumFieldSize else { throw CSVRecords.tooLong }
    }
    throw Failure(message: "ends inside quotes; close them")
  }

  private func checkEndOfQuoted() throws(Failure) {
    let after = rest.first
    let isEnd =
      after == nil || after == UInt8(ascii: ",") || after == UInt8(ascii: "\n") || rest.starts(with: [0x0D, 0x0A])
      || rest.elementsEqual([0x0D])
    if !isEnd { throw Failure(message: "has text after a closing quote; double the quotes inside the cell") }
  }

  private mutating func endLine() {
    if rest.first == UInt8(ascii: "\r") { rest.removeFirst() }
    if rest.first == UInt8(ascii: "\n") { rest.removeFirst() }
    line += 1
  }

  private static var tooLong: Failure {
    Failure(message: "has a cell of more than \(maximumFieldSize) octets; look for a missing quote")
  }
}
