import MailTypes

extension PolicyLinter {
  /// Addresses of one allowed range from which it is more than a mail service of somebody: a whole /24.
  static let wideRange = 256

  /// What the connection filter lets past (eop-spec §7.8; §14.3, check 114).
  var clientLints: [PolicyLint] {
    let filter = policies.connectionFilter
    let allowed = filter.ipAllowList.sorted { $0.addresses.lowerBound < $1.addresses.lowerBound }
    let path = ["connectionFilter", "ipAllowList"]
    let wide = allowed.filter { $0.addresses.count >= PolicyLinter.wideRange }.map { range in
      PolicyLint.warning(
        path, "\(range.policyText) allows \(range.addresses.count) addresses; name the servers that send the mail meant")
    }
    let conflicts = allowed.filter { range in filter.ipBlockList.contains { $0.addresses.overlaps(range.addresses) } }.map {
      PolicyLint.note(path, "\($0.policyText) is also blocked, in part at least, and what is allowed wins; remove one")
    }
    return wide + conflicts + total(allowed) + safeListLints
  }

  private var safeListLints: [PolicyLint] {
    guard policies.connectionFilter.enableSafeList else { return [] }
    return [
      .note(["connectionFilter", "enableSafeList"], "mail of clients that others vouch for is not filtered as spam or spoof")
    ]
  }

  private func total(_ allowed: [ClientRange]) -> [PolicyLint] {
    guard !allowed.isEmpty else { return [] }
    let count = ClientRanges(allowed).addressCount
    return [
      .note(
        ["connectionFilter", "ipAllowList"],
        "mail from \(count) \(count == 1 ? "address" : "addresses") is not filtered as spam or spoof, whoever it says "
          + "to be from"
      )
    ]
  }
}
