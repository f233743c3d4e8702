public import MailTypes

/// What is right and wrong with the records of a domain, and what to publish.
public struct DomainReport: Hashable, Sendable {
  public let domain: DomainName
  /// In the order in which mail meets the standards: MX, SPF, DKIM, DMARC, MTA-STS, TLS-RPT.
  public internal(set) var findings: [DomainFinding] = []
  /// Records for what is missing, each to be read before it is pasted.
  public internal(set) var publish: [KeyRecordText] = []

  init(domain: DomainName) { self.domain = domain }

  public var hasErrors: Bool { findings.contains { $0.severity == .error } }

  mutating func add(_ severity: DomainFinding.Severity, _ id: String, _ sentence: String, remedy: String? = nil) {
    findings.append(DomainFinding(severity, id, sentence, remedy: remedy))
  }

  mutating func publish(_ name: String, _ text: String) { publish.append(KeyRecordText(name: name, text: text)) }
}
