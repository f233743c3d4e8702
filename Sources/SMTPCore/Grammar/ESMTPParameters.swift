/// The parameters behind a path (RFC 5321 §4.1.2 `Mail-parameters`, `Rcpt-parameters`): keywords in capitals, each once.
struct ESMTPParameters {
  enum Failure: Error, Equatable {
    case malformed
    case repeated(String)
  }

  struct Parameter {
    let keyword: String
    /// What stands behind `=`; `nil` without one.
    let value: ArraySlice<UInt8>?
  }

  let all: [Parameter]

  /// Reads `SP esmtp-param` …; several spaces count as one, because clients send them.
  init(_ bytes: ArraySlice<UInt8>) throws(Failure) {
    var all: [Parameter] = []
    for part in bytes.split(separator: UInt8(ascii: " ")) {
      let mark = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
      let keyword = part[..<mark]
      let value = mark < part.endIndex ? part[(mark + 1)...] : nil
      guard ESMTPParameters.isKeyword(keyword), value.map(ESMTPParameters.isValue) ?? true else { throw .malformed }
      guard !all.contains(where: { $0.keyword == keyword.keyword }) else { throw .repeated(keyword.keyword) }
      all.append(Parameter(keyword: keyword.keyword, value: value))
    }
    self.all = all
  }

  /// RFC 5321 §4.1.2 `esmtp-keyword`.
  private static func isKeyword(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let first = bytes.first, first != UInt8(ascii: "-") else { return false }
    return bytes.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
        true
      default: false
      }
    }
  }

  /// RFC 5321 §4.1.2 `esmtp-value`, with the octets of UTF-8 that RFC 6531 §3.3 adds.
  private static func isValue(_ bytes: ArraySlice<UInt8>) -> Bool {
    !bytes.isEmpty && bytes.allSatisfy { $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "=") }
  }
}
