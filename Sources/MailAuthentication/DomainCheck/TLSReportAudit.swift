import MailTypes

/// Whether the domain hears of failed TLS (RFC 8460).
struct TLSReportAudit {
  let records: DomainRecords

  func run(_ report: inout DomainReport) async {
    guard !report.findings.contains(where: { $0.id == "mx.null" }) else { return }
    let name = "_smtp._tls.\(records.domain)"
    switch await records.texts(name, beginning: "v=TLSRPTv1") {
    case .unavailable(let fault):
      report.add(.warning, "tlsrpt.unavailable", "The record \(name) cannot be had: \(fault)", remedy: "Mend its name servers.")
    case .found(let texts):
      switch texts.count {
      case 0:
        report.add(
          .advice, "tlsrpt.missing",
          "\(records.domain) has no TLS-RPT: you do not hear when servers cannot bring mail over TLS.",
          remedy: "Publish the record below.")
        report.publish(name, "v=TLSRPTv1; rua=mailto:postmaster@\(records.domain)")
      case 1: check(texts[0], &report)
      default:
        report.add(
          .error, "tlsrpt.several",
          "There are \(texts.count) TLS-RPT records: senders act as if there were none (RFC 8460 §3).",
          remedy: "Remove all but one.")
      }
    }
  }

  private func check(_ text: [UInt8], _ report: inout DomainReport) {
    let addresses = (PolicyTags(text)["rua"] ?? "").split(separator: ",").map { $0.filter { $0 != " " } }
    let isUsable = addresses.contains { $0.lowercased().hasPrefix("mailto:") || $0.lowercased().hasPrefix("https:") }
    if isUsable {
      report.add(.good, "tlsrpt.good", "Reports about TLS go to \(addresses.joined(separator: ", ")).")
    } else {
      report.add(
        .error, "tlsrpt.noAddress", "The TLS-RPT record has no `rua` that begins with mailto: or https:.",
        remedy: "Add `rua=mailto:…` (RFC 8460 §3).")
    }
  }
}
