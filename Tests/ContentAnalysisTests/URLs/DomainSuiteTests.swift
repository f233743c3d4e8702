import ContentAnalysis
import Foundation
import MartletTestKit
import Testing

/// The conformance test of Unicode Technical Standard #46, with all its checks.
struct DomainSuiteTests {
  @Test func agreesWithUnicode() throws {
    guard let data = try SharedFolder.data("suites/idna-url/IdnaTestV2-Unicode16.txt") else { return }
    var report = try ConformanceReport(
      suite: "idna", subject: "Unicode's own test of UTS #46 (version 16): to Unicode and to ASCII, with all checks.",
      reasons: ConformanceReasons.file("idna"))
    for line in String(decoding: data, as: UTF8.self).split(separator: "\n") {
      guard let test = DomainCase(String(line)) else { continue }
      report.record(test.name, agrees: test.passes)
    }
    let problems = try report.problems()
    #expect(problems.isEmpty, "\(problems)")
  }
}

/// One line: source; toUnicode; status; toASCII; status; …
private struct DomainCase {
  /// The name as RFC 3492 writes it, or as it is where it has no such form.
  let name: String
  let source: String
  let unicode: String
  let unicodeIsFaulty: Bool
  let ascii: String
  let asciiIsFaulty: Bool

  init?(_ line: String) {
    let fields = line.prefix { $0 != "#" }.split(separator: ";", omittingEmptySubsequences: false)
      .map { DomainCase.unescaped(String($0).trimmingCharacters(in: .whitespaces)) }
    guard !line.hasPrefix("#"), fields.count >= 5 else { return nil }
    func text(_ index: Int, or other: String) -> String {
      fields[index].isEmpty ? other : fields[index] == "\"\"" ? "" : fields[index]
    }
    source = fields[0] == "\"\"" ? "" : fields[0]
    unicode = text(1, or: source)
    unicodeIsFaulty = DomainCase.isFaulty(fields[2])
    ascii = text(3, or: unicode)
    name = ascii
    asciiIsFaulty = fields[4].isEmpty ? unicodeIsFaulty : DomainCase.isFaulty(fields[4])
  }

  var passes: Bool {
    let strict = DomainConversion.strict
    guard let toUnicode = strict.unicode(Array(source.utf8)), let toASCII = strict.ascii(Array(source.utf8)) else {
      return false
    }
    let isFaulty = !toUnicode.faults.isEmpty
    guard isFaulty == unicodeIsFaulty, !toASCII.faults.isEmpty == asciiIsFaulty else { return false }
    return (isFaulty || toUnicode.name == Array(unicode.utf8)) && (asciiIsFaulty || toASCII.name == Array(ascii.utf8))
  }

  private static func isFaulty(_ status: String) -> Bool { !status.isEmpty && status != "[]" }

  /// Undoes `\uXXXX` and `\x{XXXX}`.
  private static func unescaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var rest = text[...]
    while let first = rest.first {
      let isShort = rest.hasPrefix("\\u")
      let digits = isShort ? rest.dropFirst(2).prefix(4) : rest.hasPrefix("\\x{") ? rest.dropFirst(3).prefix { $0 != "}" } : ""
      if !digits.isEmpty, let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value) {
        result.append(scalar)
        rest = rest[digits.endIndex...].dropFirst(isShort ? 0 : 1)
      } else {
        result.append(contentsOf: first.unicodeScalars)
        rest = rest.dropFirst()
      }
    }
    return String(result)
  }
}
