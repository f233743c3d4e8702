import MailTypes

/// Where the domain takes mail (RFC 5321 §5.1, RFC 7505).
struct MXAudit {
  let records: DomainRecords

  static let noDomain = "mx.noDomain"

  /// Exchanges whose addresses are looked up; nobody needs more.
  private static let exchangeLimit = 20

  /// - Returns: the exchanges; empty where the domain takes no mail, `nil` where DNS does not say.
  func run(_ report: inout DomainReport) async -> [String]? {
    let name = records.domain.text
    let answer = await records.ask(name, .mx)
    if let fault = DomainRecords.fault(answer) {
      report.add(
        .error, "mx.unavailable", "The MX records of \(name) cannot be had: \(fault)", remedy: "Mend its name servers.")
      return nil
    }
    let exchanges = answer.records.compactMap { record -> String? in
      if case .mailExchange(_, let exchange) = record { exchange } else { nil }
    }
    if exchanges.isEmpty { return await implicit(answer, &report) }
    if exchanges.contains("") { return null(exchanges, &report) }
    let before = report.findings.count
    for exchange in exchanges.prefix(Self.exchangeLimit) { await check(exchange, &report) }
    if report.findings.count == before {
      report.add(.good, "mx.good", "Mail goes to \(exchanges.prefix(Self.exchangeLimit).joined(separator: ", ")).")
    }
    return exchanges
  }

  /// RFC 5321 §5.1: without MX the domain's own address takes its mail.
  private func implicit(_ answer: DNSAnswer, _ report: inout DomainReport) async -> [String] {
    let name = records.domain.text
    if answer == .nameError {
      report.add(
        .error, Self.noDomain, "\(name) does not exist.", remedy: "Check how it is written, and that it is registered.")
      return []
    }
    guard await hasAddress(name) else {
      report.add(
        .warning, "mx.missing", "\(name) has neither MX nor address records: it takes no mail, and does not say so.",
        remedy: "Publish the null MX `\(name). IN MX 0 .` (RFC 7505), or the MX of your mail server.")
      return []
    }
    report.add(
      .warning, "mx.implicit", "\(name) has no MX; its own address takes its mail.",
      remedy: "Publish `\(name). IN MX 10 \(name).`, or the null MX where it takes no mail.")
    return [name]
  }

  private func null(_ exchanges: [String], _ report: inout DomainReport) -> [String] {
    guard exchanges.count == 1 else {
      report.add(
        .error, "mx.nullAmongOthers",
        "A null MX stands beside \(exchanges.count - 1) others: servers differ in what they do then.",
        remedy: "Remove the record `MX 0 .` (RFC 7505 §3).")
      return exchanges.filter { !$0.isEmpty }
    }
    report.add(.good, "mx.null", "The null MX says that \(records.domain) takes no mail.")
    return []
  }

  private func check(_ exchange: String, _ report: inout DomainReport) async {
    guard DomainName(exchange) != nil, IPAddress(exchange) == nil else {
      report.add(
        .error, "mx.noHostName", "MX \(DomainRecords.text(exchange.utf8)) is no host name.",
        remedy: "Name a host, whose A and AAAA records hold the address.")
      return
    }
    // RFC 2181 §10.3.
    if !(await records.ask(exchange, .cname)).records.isEmpty {
      report.add(
        .error, "mx.alias", "MX \(exchange) is an alias (CNAME), which some servers do not follow.",
        remedy: "Name the host that the alias stands for.")
    } else if !(await hasAddress(exchange)) {
      report.add(
        .error, "mx.noAddress", "MX \(exchange) has no address.", remedy: "Publish its A or AAAA record, or remove the MX.")
    } else if let address = await addresses(exchange).first(where: \.isPrivate) {
      report.add(
        .error, "mx.privateAddress", "MX \(exchange) has the address \(address), which nobody outside can reach.",
        remedy: "Publish the address that the Internet sees.")
    }
  }

  private func hasAddress(_ name: String) async -> Bool { !(await addresses(name)).isEmpty }

  private func addresses(_ name: String) async -> [IPAddress] {
    var result: [IPAddress] = []
    for type in [DNSRecordType.a, .aaaa] {
      for case .address(let address) in await records.ask(name, type).records { result.append(address) }
    }
    return result
  }
}
