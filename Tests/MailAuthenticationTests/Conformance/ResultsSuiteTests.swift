import Foundation
import MailAuthentication
import MailTypes
import MartletTestKit
import Testing

@Suite("Conformance of Authentication-Results")
struct ResultsSuiteTests {
  @Test("Fields as authres reads and refuses them, by the strict reader")
  func authres() throws {
    guard let cases = try SignatureSuite.cases("ar-authres/parse-cases.json") else { return }
    var report = try ConformanceReport(
      suite: "ar-authres", subject: "Fields that authres reads, and those that it refuses; the strict reader.",
      reasons: SignatureSuite.reasons("ar-authres"))
    for (index, item) in cases.enumerated() {
      let input = item["input"] as? String ?? ""
      let value = Array(input[input.index(after: input.firstIndex(of: ":") ?? input.startIndex)...].utf8)
      let field = try? AuthenticationResults(strict: value[...])
      let expected = item["parsed"] as? [String: Any]
      report.record("case \(index)", agrees: field.map(Self.described) == expected.map(Self.normalized))
    }
    let problems = try report.problems()
    #expect(problems == [])
  }

  @Test("Fields as go-msgauth reads them, by the lenient reader")
  func goMsgauth() throws {
    guard let cases = try SignatureSuite.cases("ar-gomsgauth/parse-cases.json") else { return }
    var report = try ConformanceReport(
      suite: "ar-gomsgauth",
      subject: "Identifier, methods, results, reasons and properties, as go-msgauth has them; the lenient reader.",
      reasons: SignatureSuite.reasons("ar-gomsgauth"))
    for (index, item) in cases.enumerated() {
      let field = AuthenticationResults(lenient: Array((item["input"] as? String ?? "").utf8)[...])
      let wanted = item["results"] as? [[String: String]] ?? []
      let agrees =
        field.authservID == item["authserv_id"] as? String && field.results.count == wanted.count
        && zip(field.results, wanted).allSatisfy(Self.agrees)
      report.record("case \(index)", agrees: agrees)
    }
    let problems = try report.problems()
    #expect(problems == [])
  }

  private static func agrees(_ result: AuthenticationResults.MethodResult, _ wanted: [String: String]) -> Bool {
    let properties: [(String, String?)] = [
      ("From", result.value("smtp", "mailfrom")), ("Auth", result.value("smtp", "auth")),
      ("Identifier", result.value("header", "i")),
      ("HeaderValue", wanted["HeaderKey"].flatMap { result.value("header", $0) }),
    ]
    // The name of its type for sender-id has no hyphen.
    return result.method.filter { $0 != "-" } == wanted["method"] && result.result == wanted["Value"]
      && result.reason == wanted["Reason"] && properties.allSatisfy { wanted[$0.0] == nil || wanted[$0.0] == $0.1 }
  }

  private static func described(_ field: AuthenticationResults) -> String {
    let results = field.results.map { result in
      let properties = result.properties.map { "\($0.type).\($0.name)=\($0.value)" }
      return ([result.method, result.result, result.reason ?? "-"] + properties).joined(separator: " ")
    }
    return ([field.authservID] + results).joined(separator: "; ")
  }

  private static func normalized(_ expected: [String: Any]) -> String {
    let results = (expected["results"] as? [[String: Any]] ?? []).map { result in
      let properties = (result["properties"] as? [[String: String]] ?? []).map {
        "\($0["type"] ?? "").\($0["name"] ?? "")=\($0["value"] ?? "")"
      }
      let head = [result["method"], result["result"], result["reason"] as? String ?? "-"].map { "\($0 ?? "")" }
      return (head + properties).joined(separator: " ")
    }
    return (["\(expected["authserv_id"] ?? "")"] + results).joined(separator: "; ")
  }
}
