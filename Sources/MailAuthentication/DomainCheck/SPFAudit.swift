import MailTypes

/// Who may send in the domain's name (RFC 7208).
struct SPFAudit {
  let records: DomainRecords
  /// Whether `mx` says anything.
  let receivesMail: Bool

  /// RFC 7208 §3.4: with more, the answer may not fit a UDP packet.
  private static let advisedOctets = 450
  /// From here on the next include that somebody else changes may be one too many.
  private static let manyLookups = 9
  /// Prefix lengths below which a network is more than any sender's.
  private static let widest = (ip4: 16, ip6: 32)

  func run(_ report: inout DomainReport) async {
    let name = records.domain.text
    switch await records.texts(name) {
    case .unavailable(let fault):
      report.add(
        .error, "spf.unavailable", "The text records of \(name) cannot be had (\(fault)): SPF is a temporary error everywhere.",
        remedy: "Mend its name servers.")
    case .found(let texts):
      let found = texts.filter { SPFRecord.hasVersion($0) }
      noteMisspelt(texts, &report)
      switch found.count {
      case 0: missing(&report)
      case 1: await check(found[0], &report)
      default:
        report.add(
          .error, "spf.several", "\(name) has \(found.count) SPF records: receivers use none (RFC 7208 §4.5).",
          remedy: "Join them into one record with one `all` at its end.")
      }
    }
  }

  private func missing(_ report: inout DomainReport) {
    report.add(
      .error, "spf.missing", "\(records.domain) has no SPF record: receivers cannot tell its mail from forgeries.",
      remedy: "Publish one that names all hosts that send for the domain.")
    report.publish(records.domain.text, receivesMail ? "v=spf1 mx -all" : "v=spf1 -all")
  }

  private func noteMisspelt(_ texts: [[UInt8]], _ report: inout DomainReport) {
    for text in texts where !SPFRecord.hasVersion(text) {
      let head = DomainRecords.text(text.prefix(16)).lowercased()
      guard head.contains("spf1") || head.contains("spf2.0") else { continue }
      report.add(
        .warning, "spf.notARecord", "'\(DomainRecords.text(text.prefix(40)))' looks like SPF and is none.",
        remedy: head.contains("spf2.0") ? "Sender ID is dead: remove it." : "A record begins with `v=spf1` and a space.")
    }
  }

  private func check(_ text: [UInt8], _ report: inout DomainReport) async {
    let record: SPFRecord
    do throws(SPFError) {
      record = try SPFRecord(text)
    } catch {
      report.add(
        .error, "spf.syntax", "The SPF record is an error to every receiver: \(error).",
        remedy: "Mend it: one error makes all of the record void (RFC 7208 §4.6).")
      return
    }
    let before = report.findings.count
    if text.count > Self.advisedOctets {
      report.add(
        .warning, "spf.long", "The SPF record has \(text.count) octets; beyond \(Self.advisedOctets) some servers get it cut.",
        remedy: "Move networks into records of their own and include them (RFC 7208 §3.4).")
    }
    noteEnd(of: record, &report)
    noteTerms(of: record, &report)
    var walk = SPFAuditWalk(records: records)
    await walk.follow(record, of: records.domain.text)
    note(walk, &report)
    if !report.findings[before...].contains(where: { $0.severity == .error || $0.severity == .warning }) {
      report.add(.good, "spf.good", "SPF is in order: \(walk.lookups) of 10 look-ups, \(walk.voidLookups) of 2 void ones.")
    }
  }

  /// What becomes of clients that nothing names.
  private func noteEnd(of record: SPFRecord, _ report: inout DomainReport) {
    guard let index = record.directives.firstIndex(where: { $0.mechanism == .all }) else {
      guard record.redirect == nil else { return }
      report.add(
        .warning, "spf.noAll",
        "The SPF record has no `all`: hosts that it does not name are neutral, as if there were no record.",
        remedy: "End it with `-all`, or `~all` while you still look for senders.")
      return
    }
    switch record.directives[index].verdict {
    case .pass:
      report.add(
        .error, "spf.passAll", "`\(record.directives[index].text)` lets the whole world send in the name of \(records.domain).",
        remedy: "Change it to `-all`.")
    case .neutral:
      report.add(
        .warning, "spf.neutralAll", "`?all` says nothing about forgeries.", remedy: "Change it to `~all` or `-all`.")
    default: break
    }
    if index < record.directives.count - 1 {
      report.add(
        .warning, "spf.afterAll", "What stands behind `all` is never read: \(record.directives[index + 1].text) …",
        remedy: "Move `all` to the end.")
    }
    if record.redirect != nil {
      report.add(
        .warning, "spf.redirectBesideAll", "`redirect=` is never used beside `all`.", remedy: "Remove one of the two.")
    }
  }

  private func noteTerms(of record: SPFRecord, _ report: inout DomainReport) {
    for directive in record.directives {
      switch directive.mechanism {
      case .ptr:
        report.add(
          .warning, "spf.ptr", "`\(directive.text)` is slow and unreliable, and not to be used (RFC 7208 §5.5).",
          remedy: "Name the networks with `ip4:` and `ip6:`.")
      case .ip4(_, let length) where directive.verdict == .pass && length < Self.widest.ip4,
        .ip6(_, _, let length) where directive.verdict == .pass && length < Self.widest.ip6:
        report.add(
          .warning, "spf.wideNetwork", "`\(directive.text)` allows a network far larger than any sender's.",
          remedy: "Name the networks that really send.")
      default: break
      }
    }
  }

  private func note(_ walk: SPFAuditWalk, _ report: inout DomainReport) {
    for fault in walk.faults {
      report.add(.error, fault.id, fault.sentence, remedy: fault.remedy)
    }
    if walk.lookups > 10 {
      report.add(
        .error, "spf.tooManyLookups", "The SPF record asks DNS \(walk.lookups) times where 10 are allowed: a permanent error.",
        remedy: "Replace includes of services you no longer use, and `a` and `mx` by addresses (RFC 7208 §4.6.4).")
    } else if walk.lookups >= Self.manyLookups {
      report.add(
        .advice, "spf.manyLookups", "The SPF record asks DNS \(walk.lookups) times; with 11 it is void.",
        remedy: "Replace what you can by addresses before an included record grows.")
    }
    if walk.voidLookups > 2 {
      report.add(
        .error, "spf.tooManyVoidLookups",
        "\(walk.voidLookups) names in the SPF record do not exist or have no records, where 2 are allowed (RFC 7208 §4.6.4).",
        remedy: "Remove \(walk.voidNames.prefix(5).joined(separator: ", ")).")
    } else if walk.voidLookups > 0 {
      report.add(
        .warning, "spf.voidLookups", "Names in the SPF record have no records: \(walk.voidNames.joined(separator: ", ")).",
        remedy: "Remove them; the third is a permanent error.")
    }
  }
}
