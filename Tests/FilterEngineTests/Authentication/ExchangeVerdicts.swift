import FilterPolicy
import Foundation
import MailAuthentication
import MailTypes
import Testing

/// What Exchange Online said of labelled mail: the table of verdicts, and the results that it wrote into messages.
enum ExchangeVerdicts {
  /// Paths of the messages of a corpus that have a value in a column, and the value.
  static func column(_ name: String, of corpus: String, in verdicts: Data) throws -> [(String, String)] {
    let lines = String(decoding: verdicts, as: UTF8.self).split(separator: "\n")
    let names = try #require(lines.first).split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    let path = try #require(names.firstIndex(of: "path"))
    let column = try #require(names.firstIndex(of: name))
    return lines.dropFirst().compactMap { line in
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == names.count, fields[0] == corpus, !fields[column].isEmpty else { return nil }
      return (fields[path], fields[column])
    }
  }

  /// As `--auth-facts` gives them. `bestguesspass` is Exchange Online's own conclusion: DMARC itself says `none`. What the
  /// owner asks for stands behind `action`.
  static func facts(_ results: AuthenticationResults) -> AuthenticationFacts {
    var facts = AuthenticationFacts(isChecked: true)
    if let spf = results.first("spf") { facts.spf = SPFFacts(result: spf.result, domain: spf.value("smtp", "mailfrom")) }
    facts.dkim = results.results.filter { $0.method == "dkim" && $0.result != "none" }.map {
      DKIMFacts(result: $0.result, domain: $0.value("header", "d"))
    }
    guard let dmarc = results.first("dmarc") else { return facts }
    let policy =
      switch dmarc.parameters.first(where: { $0.name == "action" })?.value {
      case "quarantine": "quarantine"
      case "oreject", "opctreject": "reject"
      default: "none"
      }
    facts.dmarc = DMARCFacts(
      result: dmarc.result == "bestguesspass" ? "none" : dmarc.result, policy: policy, appliedPolicy: policy,
      domain: dmarc.value("header", "from"))
    return facts
  }
}
