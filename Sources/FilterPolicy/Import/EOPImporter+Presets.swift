extension EOPImporter {
  /// Whose preset an object belongs to.
  enum Preset: String {
    case standard = "Standard"
    case strict = "Strict"

    /// eop-spec §1.4: `Standard Preset Security Policy`, and a number after it.
    init?(name: String) {
      if name.hasPrefix(Presets.standardName) {
        self = .standard
      } else if name.hasPrefix(Presets.strictName) {
        self = .strict
      } else {
        return nil
      }
    }

    var assignment: WritableKeyPath<Presets, Presets.Assignment> { self == .standard ? \.standard : \.strict }
  }

  /// The preset that made a policy: `RecommendedPolicyType` says it; where that was not exported, the name does.
  func preset(of reader: inout ObjectReader, _ name: String) -> Preset? {
    guard let type = reader.text("RecommendedPolicyType") else { return Preset(name: name) }
    return Preset(rawValue: type)
  }

  /// Presets have their values by themselves, so that nothing is taken over; where Exchange has another value, that is noted.
  func compare<Policy: FilteringPolicy>(_ reader: inout ObjectReader, _ preset: Preset, to type: Policy.Type) {
    let ours = preset == .standard ? Policy.standard : Policy.strict
    var theirs = ours
    readParameters(&reader, &theirs)
    for parameter in Policy.parameters
    where parameter.name != "AdminDisplayName" && parameter.get(theirs) != parameter.get(ours) {
      reader.note(
        .noCounterpart, at: parameter.name,
        "the preset \(preset.rawValue) has \(parameter.get(ours)) here, and cannot be changed; "
          + "\(ImportNote.shown("\(parameter.get(theirs))")) is not taken over")
    }
  }

  /// For whom a preset is.
  mutating func readPreset(_ object: ImportedObject) {
    var reader = ObjectReader(object)
    defer { done(reader) }
    guard let preset = object.name.flatMap({ Preset(name: $0) }) else {
      return reader.leave(.notUnderstood, at: "Name", "is of neither preset; the rule is left out")
    }
    // The policies it gives out are the preset's own; its place is before all others.
    for name in ["HostedContentFilterPolicy", "AntiPhishPolicy", "MalwareFilterPolicy", "Priority", "Comments"] {
      _ = reader.value(name)
    }
    var assignment = Presets.Assignment()
    let failed = reader.set(&assignment, except: ["Enabled"])
    assignment.enabled = readState(&reader, isWhole: failed.isEmpty)
    policies.presets[keyPath: preset.assignment] = assignment
  }
}
