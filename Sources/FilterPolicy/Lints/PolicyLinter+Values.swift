extension PolicyLinter {
  /// Policies in force that protect less than Standard, with what the analyzer found.
  var valueLints: [PolicyLint] {
    let weaker = policies.recommendations.filter { $0.standard.standing == .weaker }
    // A list of allowed addresses has lints of its own.
    let policies = Dictionary(grouping: weaker.filter { $0.kind != "connectionFilter" }) { Array($0.path.dropLast()) }
    return overeager
      + policies.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { path, rows in
        let names = rows.map { "\($0.path.last ?? "") \($0.current), Standard \($0.standard.value)" }
        return .note(path, "protects less than Standard: \(PolicyText.naming(names, separator: "; "))")
      }
  }

  /// Below this level mail is bulk that most people asked for (eop-spec §14.3, check 100).
  private static let usefulBulkThreshold = 4

  private var overeager: [PolicyLint] {
    let standard = AntiSpamPolicy.standard.bulkThreshold
    return policies.antiSpam.all("antiSpam").compactMap { path, policy in
      guard policy.bulkThreshold < PolicyLinter.usefulBulkThreshold else { return nil }
      return .note(
        path + ["bulkThreshold"],
        "\(policy.bulkThreshold) takes newsletters that people asked for as bulk; Standard has \(standard)")
    }
  }
}
