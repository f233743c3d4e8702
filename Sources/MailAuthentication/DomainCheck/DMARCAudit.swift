import MailTypes

/// What the domain asks receivers to do with forgeries, and where it wants to hear of them (RFC 9989, RFC 9990).
struct DMARCAudit {
  let records: DomainRecords

  func run(_ report: inout DomainReport) async {
    let name = "_dmarc.\(records.domain)"
    switch await records.texts(name, beginning: "v=dmarc") {
    case .unavailable(let fault):
      report.add(
        .error, "dmarc.unavailable", "The record \(name) cannot be had (\(fault)): DMARC is a temporary error everywhere.",
        remedy: "Mend its name servers.")
    case .found(let texts):
      switch texts.count {
      case 0: await missing(&report)
      case 1: await check(texts[0], &report)
      default:
        report.add(
          .error, "dmarc.several", "There are \(texts.count) DMARC records at \(name): receivers use none.",
          remedy: "Remove all but one.")
      }
    }
  }

  /// RFC 9989 §4.10: a domain above may speak for this one.
  private func missing(_ report: inout DomainReport) async {
    var directory = DMARCDirectory(resolver: records.resolver)
    if let domain = DMARCDomain(records.domain.text), let entry = await directory.walk(from: domain).policyEntry {
      let policy = entry.record.subdomainPolicy ?? entry.record.policy
      report.add(
        policy == .none ? .warning : .good, "dmarc.inherited",
        "\(records.domain) has no DMARC record of its own; that of \(entry.domain.text) says \(policy.rawValue).",
        remedy: policy == .none ? "Raise `sp` of \(entry.domain.text), or publish a record here." : nil)
      return
    }
    report.add(
      .error, "dmarc.missing", "\(records.domain) has no DMARC record: nobody is asked to refuse forgeries of its addresses.",
      remedy: "Publish one that asks for reports, read them for some weeks, then raise `p` to quarantine and reject.")
    report.publish("_dmarc.\(records.domain)", "v=DMARC1; p=none; rua=mailto:postmaster@\(records.domain)")
  }

  private func check(_ text: [UInt8], _ report: inout DomainReport) async {
    guard let tags = DMARCTags(text), let record = DMARCRecord(text) else {
      report.add(
        .error, "dmarc.syntax", "'\(DomainRecords.text(text.prefix(60)))' is no DMARC record.",
        remedy: "It begins with `v=DMARC1;`, in capitals (RFC 9989 §4.7).")
      return
    }
    let before = report.findings.count
    checkPolicy(record, tags, &report)
    noteObsolete(tags, &report)
    await checkReports(record, tags, &report)
    if !report.findings[before...].contains(where: { $0.severity == .error || $0.severity == .warning }) {
      report.add(.good, "dmarc.good", "DMARC is in order: p=\(record.policy.rawValue), reports are asked for.")
    }
  }

  private func checkPolicy(_ record: DMARCRecord, _ tags: DMARCTags, _ report: inout DomainReport) {
    for name in ["p", "sp", "np"] {
      guard let word = tags.word(name), DMARCPolicy(rawValue: word) == nil else { continue }
      report.add(
        .error, "dmarc.badPolicy", "`\(name)=\(word)` is no policy: the record asks for reports at most (RFC 9989 §4.10.1).",
        remedy: "Write none, quarantine or reject.")
    }
    guard record.isUsable else {
      report.add(.error, "dmarc.noPolicy", "The DMARC record has neither a policy nor a report address.", remedy: "Add `p=`.")
      return
    }
    if record.policy == .none {
      report.add(
        .warning, "dmarc.policyNone", "`p=none` asks nobody to refuse forgeries: it is for watching.",
        remedy: "When the reports show that your own mail passes: `p=quarantine`, then `p=reject`.")
    }
    for (name, policy) in [("sp", record.subdomainPolicy), ("np", record.nonexistentPolicy)] {
      guard let policy, policy < record.policy else { continue }
      report.add(
        .warning, "dmarc.weakSubdomains",
        "`\(name)=\(policy.rawValue)` is weaker than `p=\(record.policy.rawValue)`: forgers take a subdomain.",
        remedy: "Remove it, or raise it.")
    }
    if record.isTesting {
      report.add(
        .warning, "dmarc.testing", "`t=y` lowers the policy by one step.", remedy: "Remove it when testing is over.")
    }
  }

  /// RFC 9989 §1.1 and appendix C.7.
  private func noteObsolete(_ tags: DMARCTags, _ report: inout DomainReport) {
    for name in ["pct", "rf", "ri"] where tags[name] != nil {
      let isPartial = name == "pct" && tags.word(name) != "100"
      report.add(
        isPartial ? .warning : .advice, "dmarc.obsoleteTag", "`\(name)` is no longer part of DMARC (RFC 9989).",
        remedy: isPartial ? "Remove it; `t=y` is for testing." : "Remove it.")
    }
  }

  private func checkReports(_ record: DMARCRecord, _ tags: DMARCTags, _ report: inout DomainReport) async {
    if tags["rua"] == nil {
      report.add(
        .warning, "dmarc.noReports", "The DMARC record asks for no reports: you will not learn who sends in your name.",
        remedy: "Add `rua=mailto:…`.")
    } else if record.aggregateReports.isEmpty {
      report.add(
        .error, "dmarc.badReportAddress", "`rua` names no address that can be read.",
        remedy: "Write it as `rua=mailto:dmarc@example.org`.")
    }
    for uri in record.aggregateReports { await check(uri, &report) }
  }

  private func check(_ uri: DMARCReportURI, _ report: inout DomainReport) async {
    guard uri.scheme == "mailto", let at = uri.text.lastIndex(of: "@"),
      let target = DomainName(uri.text[uri.text.index(after: at)...].prefix { $0 != "?" })
    else {
      report.add(
        .warning, "dmarc.reportScheme", "Reports to `\(uri.text)` are sent by nobody: it is no mailto: address.",
        remedy: "Use `mailto:`.")
      return
    }
    guard await !isSameOrganization(target) else { return }
    // RFC 9990 §4 (RFC 7489 §7.1): somebody else has to want the reports.
    let name = "\(records.domain)._report._dmarc.\(target)"
    guard case .found(let texts) = await records.texts(name, beginning: "v=DMARC1"), texts.isEmpty else { return }
    report.add(
      .error, "dmarc.reportsNotAuthorized",
      "\(target) does not say that it wants the reports about \(records.domain): none are sent.",
      remedy: "Its owner publishes the record below.")
    report.publish(name, "v=DMARC1")
  }

  private func isSameOrganization(_ other: DomainName) async -> Bool {
    var directory = DMARCDirectory(resolver: records.resolver)
    guard let own = DMARCDomain(records.domain.text), let other = DMARCDomain(other.text) else { return false }
    return await directory.walk(from: own).organizationalDomain == directory.walk(from: other).organizationalDomain
  }
}
