import Foundation
import InternetMessage
import MartletTestKit
import Testing

@Suite("Conformance of character sets")
struct CharsetSuiteTests {
  @Test("Labels and octets mean what they mean in a browser")
  func encodingStandard() throws {
    guard let labels = try SuiteFiles.json("charset-encoding_rs/labels.json") as? [[String: String]],
      let vectors = try SuiteFiles.json("charset-encoding_rs/unit-vectors.json") as? [[String: String]]
    else { return }
    var report = try ConformanceReport(
      suite: "charset-encoding_rs",
      subject: "Labels, decoding of single inputs, and decoding of every code of the East Asian sets. Encoding is left out: "
        + "Martlet writes UTF-8 alone.",
      reasons: try SuiteFiles.reasons("charset-encoding_rs"))
    for row in labels {
      let wanted = try #require(row["encoding"]).lowercased().replacing("_", with: "-")
      let label = try #require(row["label"])
      report.record("label \(label)", agrees: Charset(label: label)?.name.replacing("_", with: "-") == wanted)
    }
    for row in vectors where row["op"] == "decode" {
      let (encoding, hex) = (try #require(row["encoding"]), try #require(row["hex"]))
      let decoded = decode(bytes(hex), try #require(charset(encoding)))
      if decoded != row["text"] { print("charset-encoding_rs \(encoding) \(hex): \(decoded.debugDescription)") }
      report.record("\(encoding) \(hex)", agrees: decoded == row["text"])
    }
    for (file, label) in [
      ("big5", "big5"), ("euc_kr", "euc-kr"), ("gb18030", "gb18030"), ("iso_2022_jp", "iso-2022-jp"), ("jis0208", "euc-jp"),
      ("jis0212", "euc-jp"), ("shift_jis", "shift_jis"),
    ] {
      let folder = "charset-encoding_rs/test_data/"
      let input = try SuiteFiles.bytes(folder + "\(file)_in.txt") ?? []
      let wanted = try SuiteFiles.bytes(folder + "\(file)_in_ref.txt") ?? []
      let found = try #require(Charset(label: label)).decode(input[...])
      let lines = zip(found.split(separator: 0x0A), wanted.split(separator: 0x0A))
      for (number, line) in lines.enumerated() {
        report.record("\(file) line \(number)", agrees: line.0 == line.1)
      }
    }
    let problems = try report.problems()
    #expect(problems == [])
  }

  private func charset(_ name: String) -> Charset? {
    let label = name.hasPrefix("utf8") ? "utf-8" : name.lowercased().replacing("_", with: "-")
    return Charset(label: label)
  }

  private func decode(_ bytes: [UInt8], _ charset: Charset) -> String {
    String(decoding: charset.decode(bytes[...]), as: UTF8.self)
  }

  private func bytes(_ hex: String) -> [UInt8] {
    let digits = Array(hex.utf8)
    return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
      UInt8(String(decoding: digits[$0..<($0 + 2)], as: UTF8.self), radix: 16)
    }
  }

  @Test("East Asian texts are decoded")
  func pairs() throws {
    guard let rows = try SuiteFiles.json("charset-cpython/manifest.json") as? [[String: Any]] else { return }
    var report = try ConformanceReport(
      suite: "charset-cpython", subject: "Texts in East Asian sets against the same in UTF-8, line by line.",
      reasons: try SuiteFiles.reasons("charset-cpython"))
    for row in rows {
      let (name, encoded) = (try #require(row["charset"] as? String), try #require(row["encoded"] as? String))
      let input = try SuiteFiles.bytes("charset-cpython/" + encoded) ?? []
      let wanted = try SuiteFiles.bytes("charset-cpython/\(row["utf8"] ?? "")") ?? []
      let found = Charset(label: name)?.decode(input[...]) ?? []
      let (foundLines, wantedLines) = (found.split(separator: 0x0A), wanted.split(separator: 0x0A))
      for (number, line) in wantedLines.enumerated() {
        report.record("\(name) line \(number)", agrees: number < foundLines.count && foundLines[number] == line)
      }
    }
    let problems = try report.problems()
    #expect(problems == [])
  }
}
