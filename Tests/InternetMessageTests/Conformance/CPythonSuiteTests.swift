import Foundation
import MailTypes
import MartletTestKit
import Testing

@testable import InternetMessage

@Suite("Conformance with CPython")
struct CPythonSuiteTests {
  @Test("Header fields are read as CPython's email package reads them")
  func cpython() throws {
    guard let rows = try Self.rows() else { return }
    var report = try ConformanceReport(
      suite: "mime-cpython",
      subject: "Recorded calls of CPython's email package, of the functions whose result can be seen from outside: addresses, "
        + "dates, encoded-words, parameters, message ids. Calls of its grammar's inner steps have no counterpart.",
      reasons: try SuiteFiles.reasons("mime-cpython"))
    var numbers: [String: Int] = [:]
    for row in rows {
      guard let function = (row["fn"] as? String)?.split(separator: ".").last.map(String.init),
        let input = Self.text((row["args"] as? [Any])?.first), let result = row["result"],
        let (found, wanted) = Self.compared(function, input, result)
      else { continue }
      numbers[function, default: 0] += 1
      let name = "\(function) \(numbers[function] ?? 0)"
      if found != wanted {
        print("mime-cpython \(name) \(input.debugDescription): \(found.debugDescription) against \(wanted.debugDescription)")
      }
      report.record(name, agrees: found == wanted)
    }
    let problems = try report.problems()
    #expect(problems == [])
  }

  /// Lone surrogates, by which CPython carries octets that are no text, become U+FFFD: JSON has no place for them.
  private static func rows() throws -> [[String: Any]]? {
    guard let bytes = try SuiteFiles.bytes("mime-cpython/recorded-header-cases.json") else { return nil }
    let text = String(decoding: bytes, as: UTF8.self).replacing(#/(\\ud[89ab]..\\ud[c-f]..)|\\ud[89a-f]../#) { match in
      match.1.map(String.init) ?? "\\ufffd"
    }
    return try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]]
  }

  private static func text(_ value: Any?) -> String? {
    if let list = value as? [String] { return list.joined(separator: ", ") }
    return value as? String
  }

  /// What we find and what CPython found, in one form; `nil` for functions that have no counterpart.
  private static func compared(_ function: String, _ input: String, _ result: Any) -> (String, String)? {
    let bytes = Array(input.utf8)
    let fields = result as? [String: Any] ?? [:]
    switch function {
    case "parseaddr":
      guard let pair = result as? [String] else { return nil }
      let found = HeaderAddress.list(bytes).first
      // Nothing is CPython's answer to what is no address.
      if pair == ["", ""] { return (found?.mailbox == nil ? "none" : "an address", "none") }
      return ("\(found?.name ?? "")|\(found?.address ?? "")", pair.joined(separator: "|"))
    case "get_mailbox", "get_addr_spec", "get_angle_addr":
      guard let wanted = fields["addr_spec"] as? String else { return nil }
      return (HeaderAddress.list(bytes).first?.address ?? "", wanted == "<>" ? "" : wanted)
    case "get_address_list", "get_mailbox_list":
      guard let boxes = fields["all_mailboxes"] as? [String] else { return nil }
      // Of both only what is an address: CPython lists the empty path too.
      let wanted = boxes.filter { $0.contains("@") }.count
      return ("\(HeaderAddress.list(bytes).filter { $0.address.contains("@") }.count)", "\(wanted)")
    case "parsedate_tz":
      guard let numbers = result as? [Any], numbers.count == 10 else { return nil }
      return (MailDate.parsed(bytes).map { local($0.time, zone: $0.zone) } ?? "none", local(numbers))
    case "parsedate_to_datetime":
      guard let wanted = result as? String else { return nil }
      let time = UTCTime(wanted.contains("+") || wanted.dropFirst(11).contains("-") ? wanted : wanted + "Z")
      return (MailDate.time(bytes).map { "\($0)" } ?? "none", time.map { "\($0)" } ?? "none")
    case "get_unstructured":
      guard let wanted = fields["string"] as? String else { return nil }
      return (collapsed(HeaderText.decoded(bytes[...])), collapsed(wanted))
    case "decode":
      guard let wanted = (result as? [Any])?.first as? String else { return nil }
      return (HeaderText.decoded(bytes[...]), wanted)
    case "decode_header":
      return (collapsed(HeaderText.decoded(bytes[...])), collapsed(joined(result)))
    case "parse_content_type_header":
      let field = ContentField(bytes[...])
      let type = "\(fields["maintype"] ?? "")/\(fields["subtype"] ?? "")"
      return ("\(field.mediaType ?? "text/plain") \(sorted(field))", "\(type) \(sorted(fields))")
    case "parse_content_disposition_header":
      let field = ContentField(bytes[...], isDisposition: true)
      return ("\(field.value) \(sorted(field))", "\(fields["content_disposition"] as? String ?? "") \(sorted(fields))")
    case "parse_content_transfer_encoding_header":
      let value = ContentField(bytes[...]).value
      return (value.isEmpty ? "7bit" : value, fields["cte"] as? String ?? "")
    case "get_msg_id", "parse_message_id":
      guard let wanted = fields["string"] as? String, fields["token_type"] as? String != "invalid-message-id" else {
        return nil
      }
      let words = wanted.replacing(#/\([^)]*\)/#, with: "").filter { $0 != " " && $0 != "<" && $0 != ">" && $0 != "\"" }
      return (MessageID.list(bytes).first ?? "", words)
    default:
      return nil
    }
  }

  private static func sorted(_ field: ContentField) -> String {
    field.parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ";")
  }

  private static func sorted(_ fields: [String: Any]) -> String {
    let parameters = fields["params"] as? [[String]] ?? []
    return parameters.sorted { $0[0] < $1[0] }.map { "\($0[0].lowercased())=\($0[1])" }.joined(separator: ";")
  }

  private static func collapsed(_ text: String) -> String {
    text.split { $0 == " " || $0 == "\t" || $0 == "\r" || $0 == "\n" || $0 == "\r\n" }.joined(separator: " ")
  }

  /// The pieces of a decoded header: text, or octets with a charset.
  private static func joined(_ result: Any) -> String {
    let pieces = (result as? [[Any]] ?? []).map { piece -> String in
      guard let hex = (piece[0] as? [String: String])?["hex"] else { return piece[0] as? String ?? "" }
      let digits = Array(hex.utf8)
      let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
        UInt8(String(decoding: digits[$0..<($0 + 2)], as: UTF8.self), radix: 16)
      }
      let charset = (piece[1] as? String).flatMap { Charset(label: $0) }
      return String(decoding: charset?.decode(bytes[...]) ?? Charset.decodeUnlabelled(bytes[...]), as: UTF8.self)
    }
    return pieces.joined()
  }

  private static func local(_ time: UTCTime, zone: Int) -> String {
    let parts = UTCTime(microseconds: time.microseconds + Int64(zone) * 60_000_000).parts
    return "\(parts.year) \(parts.month) \(parts.day) \(parts.hour) \(parts.minute) \(parts.second) \(zone * 60)"
  }

  private static func local(_ numbers: [Any]) -> String {
    let values = numbers.map { $0 as? Int ?? 0 }
    return "\(values[0]) \(values[1]) \(values[2]) \(values[3]) \(values[4]) \(values[5]) \(values[9])"
  }
}
