import MailTypes

extension PolicyLinter {
  /// Networks shorter than this hold more than one site (RFC 6177 §2).
  static let siteLength = 48

  /// What the Tenant Allow/Block List has that does nothing, or too much.
  var listLints: [PolicyLint] {
    allowBlock.entries.flatMap { entry -> [PolicyLint] in
      let path = ["allowBlock", "\(entry.id)"]
      if entry.isExpired(now) {
        return [.note(path, "is over since \(entry.ends.map { "\($0)" } ?? "long ago") and does nothing; remove it")]
      }
      guard entry.action == .allow else { return [] }
      if isBlocked(entry) { return [.note(path, "does nothing: the same is blocked, and a block wins; remove one")] }
      return (allowance(entry) + [endlessness(entry)]).compactMap { $0.map { .warning(path, $0) } }
    }
  }

  private func isBlocked(_ entry: AllowBlockEntry) -> Bool {
    let id = AllowBlockEntry.ID(kind: entry.id.kind, value: entry.id.value, action: .block)
    return allowBlock[id].map { !$0.isExpired(now) } ?? false
  }

  private func allowance(_ entry: AllowBlockEntry) -> [String?] {
    switch entry.value {
    case .sender(let pattern): [wideness(of: pattern), proof(entry)]
    case .ip(let network):
      [
        network.prefixLength < PolicyLinter.siteLength
          ? "is wider than a site, which has a /\(PolicyLinter.siteLength); name the servers that send the mail meant" : nil
      ]
    case .url, .file: []
    }
  }

  private func wideness(of pattern: SenderPattern) -> String? {
    switch pattern {
    case .address: nil
    case .domain(let domain): wideness(of: domain, withBelow: false)
    case .domainAndBelow(let domain): wideness(of: domain, withBelow: true)
    }
  }

  private func proof(_ entry: AllowBlockEntry) -> String? {
    guard entry.condition == .none else { return nil }
    return "counts without proof: whoever forges the sender is allowed; let it require authentication"
  }

  /// Allowed addresses never end by themselves (eop-spec §7.3), all else does.
  private func endlessness(_ entry: AllowBlockEntry) -> String? {
    guard entry.expiry == .never, entry.value.kind != .ip else { return nil }
    return "never ends; let it end \(AllowBlockEntry.unusedDays) days after its last use, or on a day"
  }
}
