extension EOPImporter {
  /// The names that default policies have where `IsDefault` is not exported (eop-spec §4.2).
  private static let defaultNames: Set<String> = ["default", "office365 antiphish default"]

  /// `adjust` is asked last, with the policy as it was read.
  mutating func readPolicies<Policy: FilteringPolicy>(
    _ objects: [ImportedObject], _ set: WritableKeyPath<OrganizationPolicies, PolicySet<Policy>>,
    adjust: (inout Policy, inout ObjectReader) -> Void = { _, _ in }
  ) {
    var seen: Set<String> = []
    for object in objects {
      var reader = ObjectReader(object)
      readPolicy(&reader, set, &seen, adjust)
      done(reader)
    }
  }

  private mutating func readPolicy<Policy: FilteringPolicy>(
    _ reader: inout ObjectReader, _ set: WritableKeyPath<OrganizationPolicies, PolicySet<Policy>>, _ seen: inout Set<String>,
    _ adjust: (inout Policy, inout ObjectReader) -> Void
  ) {
    guard let name = reader.object.name else {
      return reader.leave(.notUnderstood, at: "Name", "is missing; the policy is left out")
    }
    if let preset = preset(of: &reader, name) { return compare(&reader, preset, to: Policy.self) }
    let isDefault = reader.flag("IsDefault") ?? EOPImporter.defaultNames.contains(name.lowercased())
    guard seen.insert(isDefault ? "" : name.lowercased()).inserted else {
      return reader.leave(.notUnderstood, "the import has this policy already; this one is left out")
    }
    if isDefault {
      policies[keyPath: set].fallback = changed(policies[keyPath: set].fallback, &reader, adjust)
      return
    }
    // Names differ by more than case.
    let key = policies[keyPath: set].custom.keys.first { $0.lowercased() == name.lowercased() } ?? name
    if let problem = EOPImporter.problem(inName: key, of: policies[keyPath: set]) {
      return reader.leave(.notUnderstood, at: "Name", "\(problem); the policy is left out")
    }
    let before = policies[keyPath: set].custom[key]
    let after = changed(before ?? Policy(), &reader, adjust)
    if before != nil || !reader.isLeft { policies[keyPath: set].custom[key] = after }
  }

  private static func problem<Policy>(inName name: String, of set: PolicySet<Policy>) -> String? {
    if let problem = PolicyText.problem(inName: name) { return problem }
    if Presets.names.contains(name) || name.lowercased() == PolicySet<Policy>.fallbackName.lowercased() {
      return "is the name of a built-in policy, which this is not"
    }
    let limit = PolicySet<Policy>.customLimit
    return set.custom[name] == nil && set.custom.count >= limit ? "there are \(limit) custom policies already" : nil
  }

  /// The policy with what the object says; as it was where that contradicts itself.
  private func changed<Policy: FilteringPolicy>(
    _ policy: Policy, _ reader: inout ObjectReader, _ adjust: (inout Policy, inout ObjectReader) -> Void
  ) -> Policy {
    var changed = policy
    readParameters(&reader, &changed)
    adjust(&changed, &reader)
    guard let problem = changed.problems.first else { return changed }
    let property = problem.path.first.map { Policy.parameter($0)?.name ?? $0 }
    reader.leave(.notUnderstood, at: property, "\(problem.text); the policy is left out")
    return policy
  }

  func readParameters<Policy: FilteringPolicy>(_ reader: inout ObjectReader, _ policy: inout Policy) {
    let tags = Policy.parameters.filter { $0.name.hasSuffix("QuarantineTag") }
    reader.set(&policy, except: Set(tags.map(\.name)))
    for tag in tags {
      guard let identity = reader.text(tag.name) else { continue }
      guard let name = quarantinePolicy(identity) else {
        reader.note(
          .notUnderstood, at: tag.name,
          "there is no quarantine policy \(ImportNote.shown(identity)), nor in the import; it stays \(tag.get(policy))")
        continue
      }
      // A name of a quarantine policy is none that could be refused.
      try? tag.set(&policy, .text(name))
    }
  }

  /// The name of a quarantine policy that there is.
  private func quarantinePolicy(_ identity: String) -> String? {
    let known = (QuarantinePolicy.builtIn + policies.quarantinePolicies).map(\.name)
    let candidates = ImportedObject.names(in: identity) + [name(.quarantinePolicy, of: identity)].compactMap { $0 }
    return known.first { name in candidates.contains { $0.lowercased() == name.lowercased() } }
  }

  /// eop-spec §4.6: in Exchange an allowed sender needs no proof, but for one in a domain of the organization, which Martlet
  /// always asks for it.
  static func keepAllowances(_ policy: inout AntiSpamPolicy, _ reader: inout ObjectReader) {
    guard
      reader.has("AllowedSenders") && !policy.allowedSenders.isEmpty
        || reader.has("AllowedSenderDomains") && !policy.allowedSenderDomains.isEmpty
    else { return }
    policy.allowedSendersMustAuthenticate = false
    let count = policy.allowedSenders.count + policy.allowedSenderDomains.count
    reader.note(
      .remark, at: "AllowedSenders",
      "the allowed senders and domains (\(count)) count without proof, as in Exchange; turn allowedSendersMustAuthenticate on "
        + "to ask for it")
  }

  /// Switches that do nothing in Exchange for want of a list or an address, which Martlet would refuse: off is the same.
  static func keepIdleSwitches(_ policy: inout AntiMalwarePolicy, _ reader: inout ObjectReader) {
    func off(_ property: String, _ path: WritableKeyPath<AntiMalwarePolicy, Bool>, without missing: String, _ isMissing: Bool) {
      guard isMissing, policy[keyPath: path] else { return }
      policy[keyPath: path] = false
      reader.note(.remark, at: property, "is on without \(missing) and does nothing; it is taken over as off")
    }
    off("EnableFileFilter", \.enableFileFilter, without: "FileTypes", policy.fileTypes.isEmpty)
    off(
      "EnableInternalSenderAdminNotifications", \.enableInternalSenderAdminNotifications,
      without: "InternalSenderAdminAddress", policy.internalSenderAdminAddress.isEmpty)
    off(
      "EnableExternalSenderAdminNotifications", \.enableExternalSenderAdminNotifications,
      without: "ExternalSenderAdminAddress", policy.externalSenderAdminAddress.isEmpty)
  }

  mutating func readConnectionFilter(_ object: ImportedObject) {
    var reader = ObjectReader(object)
    if reader.flag("IsDefault") == false {
      reader.leave(.noCounterpart, "is not the default connection filter, and there can be no other; it is left out")
    } else {
      reader.set(&policies.connectionFilter)
    }
    done(reader)
  }
}
