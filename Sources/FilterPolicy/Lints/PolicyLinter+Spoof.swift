import MailTypes

extension PolicyLinter {
  /// Pairs that let more be spoofed than anybody needs, or that do nothing (eop-spec §7.7).
  var spoofLints: [PolicyLint] {
    let blocked = Set(spoofedSenders.filter { $0.action == .block }.map(\.pair))
    return spoofedSenders.filter { $0.action == .allow }.map(\.pair).sorted { "\($0)" < "\($1)" }.flatMap { pair in
      let path = ["spoofedSenders", "allow \(pair)"]
      if blocked.contains(pair) {
        return [PolicyLint.note(path, "does nothing: the same pair is blocked, and a block wins; remove one")]
      }
      return wideness(of: pair).map { [.warning(path, $0)] } ?? []
    }
  }

  private func wideness(of pair: SpoofedSenderPair) -> String? {
    if pair.user == .anyone {
      return
        "whoever sends from \(pair.infrastructure) may send as everybody, this organization included; name whom it sends for"
    }
    if pair.infrastructure == .anywhere {
      return "everybody may send as \(pair.user); name the domain or network that sends for it"
    }
    guard case .domain(let domain) = pair.infrastructure, isPublicSuffix(domain) else { return nil }
    return "\(domain) is a public suffix: whoever has a name below it may send as \(pair.user); name the one that is meant"
  }
}
