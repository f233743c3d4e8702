import Foundation
import MailAuthentication
import MailTypes
import MartletTestKit

/// A case of the DMARC suite.
struct DMARCCase {
  let id: String
  let request: DMARCRequest
  /// Name and type of the questions that fail.
  let failures: [[String]]
  private let zone: [String: [String: Any]]
  private let expected: [String: Any]
  private let queries: [String]?
  private let queryCount: Int?

  static func load(_ file: String) throws -> [DMARCCase]? {
    guard let data = try SharedFolder.data("suites/dmarcbis-mailauth/\(file).json") else { return nil }
    let cases = try JSONSerialization.jsonObject(with: data) as? [[String: Any]] ?? []
    return cases.map { DMARCCase($0) }
  }

  private init(_ json: [String: Any]) {
    id = json["id"] as? String ?? ""
    zone = json["zone"] as? [String: [String: Any]] ?? [:]
    expected = json["expect"] as? [String: Any] ?? [:]
    queries = json["expect_txt_queries"] as? [String]
    queryCount = json["expect_txt_query_count"] as? Int
    failures = (json["servfail"] ?? json["dns_errors"]) as? [[String]] ?? []
    let from = json["header_from"] as? [String] ?? [json["header_from"] as? String ?? ""]
    func passed(_ keys: String...) -> [DMARCRequest.Identifier] {
      (keys.compactMap { json[$0] as? [Any] }.first ?? []).compactMap { item in
        let domain = item as? String ?? (item as? [String: Any])?["domain"] as? String
        return domain.map { DMARCRequest.Identifier(domain: $0, verdict: .pass) }
      }
    }
    request = DMARCRequest(
      authorDomains: from.flatMap { $0.contains("@") ? DMARCRequest.authorDomains(inField: Array($0.utf8)) : [$0] },
      spf: passed("spf_pass_domains", "spf_pass").first, dkim: passed("dkim_pass_domains", "dkim_pass"))
  }

  /// The zone as `--zone` takes it: an exchange is a preference and a name.
  func zoneObject() throws -> [UInt8] {
    let names = zone.mapValues { types in
      types.reduce(into: [String: Any]()) { node, type in
        // Some cases repeat the TXT records under every type.
        if type.key != "TXT", "\(type.value)".contains("DMARC1") { return }
        node[type.key] = type.key == "MX" ? (type.value as? [[Any]] ?? []).map { "\($0[0]) \($0[1])" } : type.value
      }
    }
    return Array(try JSONSerialization.data(withJSONObject: names))
  }

  /// What the result says otherwise than the case, by the case's keys.
  func differences(from result: DMARCResult) -> [String] {
    let text = result.queries.filter { $0.type == .txt }.map(\.name)
    let found: [String: Any?] = [
      "result": result.verdict.rawValue, "policy": result.appliedPolicy?.rawValue,
      "org_domain": result.organizationalDomain, "record_domain": result.recordDomain,
      "spf_aligned": result.spfAlignedDomain, "dkim_aligned": result.dkimAlignedDomain,
      "p": result.policy?.rawValue, "sp": result.subdomainPolicy?.rawValue,
      "np": result.record?.nonexistentPolicy?.rawValue, "test_mode": result.record?.isTesting,
      "dkim_strict": result.record.map { $0.dkimAlignment == .strict },
      "spf_strict": result.record.map { $0.spfAlignment == .strict },
      "existence_queries": result.queries.count - text.count,
      "rua_contains": result.record?.aggregateReports.first?.text,
    ]
    var differences = expected.keys.filter { key in
      // The wording of errors is everybody's own.
      key != "error" && "\(expected[key].map { $0 is NSNull ? "nil" : "\($0)" } ?? "nil")" != shown(found[key] ?? nil, key)
    }
    if let queries, queries != text { differences.append("queries \(text)") }
    if let queryCount, queryCount != text.count { differences.append("query count \(text.count)") }
    return differences.sorted()
  }

  /// Truth is a number in the suite's JSON.
  private func shown(_ value: Any?, _ key: String) -> String {
    switch value {
    case let flag as Bool where expected[key] is NSNumber: flag ? "1" : "0"
    case let value?: "\(value)"
    case nil: "nil"
    }
  }
}
