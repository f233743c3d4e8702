import MailAuthentication
import MailTypes

/// `martlet domain check --json`.
struct DomainCheckAnswer: Encodable {
  struct Record: Encodable {
    let name: String
    let type: String
    /// The strings joined.
    let value: String
    /// A line of a zone file.
    let line: String
  }

  let domain: String
  /// Of the keys that the running gateway has for the domain; `nil` where no gateway answers.
  let ownSelectors: [String]?
  let hasErrors: Bool
  let findings: [DomainFinding]
  let publish: [Record]

  init(_ report: DomainReport, ownSelectors: [String]?) {
    self.ownSelectors = ownSelectors
    domain = report.domain.text
    hasErrors = report.hasErrors
    findings = report.findings
    publish = report.publish.map {
      Record(name: $0.name, type: "TXT", value: $0.strings.joined(), line: $0.description)
    }
  }
}
