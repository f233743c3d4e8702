import MailTypes

/// Whether servers that bring mail are told to insist on TLS (RFC 8461).
struct MTASTSAudit {
  let records: DomainRecords
  let exchanges: [String]
  let fetchPolicy: DomainChecker.PolicyFetcher?

  /// RFC 8461 §3.2 advises weeks: a policy that is forgotten in a day protects nobody.
  private static let shortAge = 7 * 86_400

  func run(_ report: inout DomainReport) async {
    guard !exchanges.isEmpty else { return }
    let name = "_mta-sts.\(records.domain)"
    switch await records.texts(name, beginning: "v=STSv1") {
    case .unavailable(let fault):
      report.add(.warning, "mtasts.unavailable", "The record \(name) cannot be had: \(fault)", remedy: "Mend its name servers.")
    case .found(let texts):
      guard let text = texts.first else { return missing(&report) }
      guard texts.count == 1 else {
        report.add(
          .error, "mtasts.several",
          "There are \(texts.count) MTA-STS records: senders act as if there were none (RFC 8461 §3.1).",
          remedy: "Remove all but one.")
        return
      }
      check(text, &report)
      await checkPolicy(&report)
    }
  }

  private func missing(_ report: inout DomainReport) {
    report.add(
      .advice, "mtasts.missing", "\(records.domain) has no MTA-STS: who sits between can turn TLS off.",
      remedy: "Serve https://mta-sts.\(records.domain)/.well-known/mta-sts.txt (RFC 8461 §3.2), then publish the record below.")
    report.publish("_mta-sts.\(records.domain)", "v=STSv1; id=1")
  }

  /// RFC 8461 §3.1: `id` is 1 to 32 letters and digits.
  private func check(_ text: [UInt8], _ report: inout DomainReport) {
    let id = PolicyTags(text)["id"] ?? ""
    guard (1...32).contains(id.utf8.count), id.utf8.allSatisfy(SPFTermReader.isAlphanumeric) else {
      report.add(
        .error, "mtasts.badID", "The MTA-STS record has no `id` of 1 to 32 letters and digits: senders ignore it.",
        remedy: "Write `v=STSv1; id=1;`, with another id whenever the policy changes.")
      return
    }
  }

  private func checkPolicy(_ report: inout DomainReport) async {
    guard let fetchPolicy else { return }
    switch await fetchPolicy(records.domain) {
    case .unreachable(let reason):
      report.add(
        .advice, "mtasts.unreachable", "The MTA-STS policy could not be fetched from here: \(reason)",
        remedy: "Check it from a machine that reaches the Internet.")
    case .refused(let reason):
      report.add(
        .error, "mtasts.noPolicy", "There is an MTA-STS record but no policy: \(reason)",
        remedy: "Serve https://mta-sts.\(records.domain)/.well-known/mta-sts.txt with status 200 and a valid certificate.")
    case .fetched(let octets):
      do throws(MTASTSPolicy.Failure) {
        check(try MTASTSPolicy(octets), &report)
      } catch {
        report.add(
          .error, "mtasts.badPolicy", "The MTA-STS policy is void: \(error.reason).", remedy: "Mend it (RFC 8461 §3.2).")
      }
    }
  }

  private func check(_ policy: MTASTSPolicy, _ report: inout DomainReport) {
    let outside = policy.mode == .none ? [] : exchanges.filter { !policy.allows($0) }
    if !outside.isEmpty {
      report.add(
        .error, "mtasts.exchangeNotListed",
        "The MTA-STS policy does not name \(outside.joined(separator: ", ")): mail to it is refused.",
        remedy: "Add `mx: \(outside[0])` to the policy, then change the id.")
    }
    if policy.mode != .enforce {
      report.add(
        .warning, "mtasts.notEnforced", "The MTA-STS policy has mode \(policy.mode.rawValue): nobody insists on TLS.",
        remedy: "Change it to enforce when the reports show no failures.")
    }
    if policy.maximumAge < Self.shortAge {
      report.add(
        .advice, "mtasts.shortAge", "The MTA-STS policy is remembered for \(policy.maximumAge) seconds only.",
        remedy: "Raise max_age to some weeks: 2592000.")
    }
    if outside.isEmpty && policy.mode == .enforce { report.add(.good, "mtasts.good", "MTA-STS is enforced.") }
  }
}
