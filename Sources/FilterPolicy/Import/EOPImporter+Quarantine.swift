extension EOPImporter {
  mutating func readQuarantinePolicy(_ object: ImportedObject) {
    var reader = ObjectReader(object)
    if let policy = quarantinePolicy(&reader) {
      policies.quarantinePolicies.removeAll { $0.name.lowercased() == policy.name.lowercased() }
      policies.quarantinePolicies.append(policy)
    }
    done(reader)
  }

  private func quarantinePolicy(_ reader: inout ObjectReader) -> QuarantinePolicy? {
    guard let name = reader.object.name else {
      reader.leave(.notUnderstood, at: "Name", "is missing; the quarantine policy is left out")
      return nil
    }
    if reader.text("QuarantinePolicyType") == "GlobalQuarantinePolicy" || name == "DefaultGlobalTag" {
      reader.leave(.noCounterpart, "settings of notifications for everybody are not taken over")
      return nil
    }
    guard let permissions = permissions(&reader) else { return nil }
    var policy = QuarantinePolicy(name: name, permissions: permissions)
    // eop-spec §6.2: unused, and about the quarantine's days, which the anti-spam policy says.
    _ = reader.value("QuarantineRetentionDays")
    reader.set(&policy, except: ["Name"])
    if let builtIn = QuarantinePolicy.builtIn.first(where: { $0.name == name }) {
      compare(&reader, policy, builtIn)
      return nil
    }
    guard let problem = policy.problems.first else { return policy }
    let property = problem.path == ["permissions"] ? "EndUserQuarantinePermissions" : "Name"
    reader.leave(.notUnderstood, at: property, "\(problem.text); the quarantine policy is left out")
    return nil
  }

  /// Bits that do nothing in Exchange either (eop-spec §6.2).
  private static let idle: QuarantinePolicy.Permissions = [.viewHeader, .download]

  private func compare(_ reader: inout ObjectReader, _ policy: QuarantinePolicy, _ builtIn: QuarantinePolicy) {
    if policy.permissions.subtracting(EOPImporter.idle) == builtIn.permissions.subtracting(EOPImporter.idle) { return }
    reader.note(
      .noCounterpart, at: "EndUserQuarantinePermissions",
      "the built-in policy has \(builtIn.permissions.rawValue) here; \(policy.permissions.rawValue) is not taken over")
  }

  /// Of before December 2021, when the bits meant something else, and what is not documented (eop-spec §6.2).
  private static let obsoleteValues: Set<Int> = [106, 236]

  private func permissions(_ reader: inout ObjectReader) -> QuarantinePolicy.Permissions? {
    let (words, number) = ("EndUserQuarantinePermissions", "EndUserQuarantinePermissionsValue")
    let value = reader.value(number)
    if let text = reader.value(words) {
      if let permissions = EOPImporter.permissions(text) { return permissions }
      reader.leave(.notUnderstood, at: words, "\(text) are no permissions; the quarantine policy is left out")
      return nil
    }
    guard let value else {
      reader.leave(.notUnderstood, at: words, "is missing; the quarantine policy is left out")
      return nil
    }
    if let bits = ObjectReader.integer(value), !EOPImporter.obsoleteValues.contains(bits), let byte = UInt8(exactly: bits) {
      return QuarantinePolicy.Permissions(rawValue: byte)
    }
    reader.leave(
      .notUnderstood, at: number, "\(value) is no number whose bits are documented; the quarantine policy is left out")
    return nil
  }

  private static let bits: [String: QuarantinePolicy.Permissions] = [
    "PermissionToViewHeader": .viewHeader, "PermissionToDownload": .download, "PermissionToAllowSender": .allowSender,
    "PermissionToBlockSender": .blockSender, "PermissionToRequestRelease": .requestRelease, "PermissionToRelease": .release,
    "PermissionToPreview": .preview, "PermissionToDelete": .delete,
  ]

  /// `[PermissionToDelete: True` and so on, a line each, `]`; or an object with these as properties.
  private static func permissions(_ value: ImportedValue) -> QuarantinePolicy.Permissions? {
    var permissions: QuarantinePolicy.Permissions = []
    for (name, isGranted) in grants(value) ?? [("", nil)] {
      guard let bit = bits[name], let isGranted else { return nil }
      if isGranted { permissions.formUnion(bit) }
    }
    return permissions
  }

  private static func grants(_ value: ImportedValue) -> [(name: String, isGranted: Bool?)]? {
    switch value {
    case .object(let properties): return properties.map { ($0.key, ObjectReader.flag($0.value)) }
    case .text(let text):
      let lines = text.split { "[],".contains($0) || $0.isNewline }.map(PolicyText.trimmed).filter { !$0.isEmpty }
      return lines.isEmpty
        ? nil
        : lines.map { line in
          let parts = line.split(separator: ":", maxSplits: 1).map(PolicyText.trimmed)
          return (parts.first ?? "", parts.count == 2 ? ObjectReader.flag(.text(parts[1])) : nil)
        }
    default: return nil
    }
  }
}
