extension PolicyLinter {
  /// Policies in force that protect less than Standard, with what the analyzer found.
  var valueLints: [PolicyLint] {
    let weaker = policies.recommendations.filter { $0.standard.standing == .weaker }
    // A list of allowed addresses has lints of its own.
    let policies = Dictionary(grouping: weaker.filter { $0.kind != "connectionFilter" }) { Array($0.path.dropLast()) }
    return policies.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { path, rows in
      let names = rows.map { "\($0.path.last ?? "") \($0.current), Standard \($0.standard.value)" }
      return .note(path, "protects less than Standard: \(ScopeLinter.shown(names, separator: "; "))")
    }
  }
}
