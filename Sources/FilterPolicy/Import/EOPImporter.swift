import MailTypes

/// Puts an import together: collects the objects of all files, then reads them, those first that others name.
struct EOPImporter {
  var policies: OrganizationPolicies
  var allowBlock: [AllowBlockEntry] = []
  var spoofedSenders: [SpoofedSenderList.Entry] = []
  let now: UTCTime
  private(set) var objects: [ImportedObject] = []
  /// With the place of the object, so that they can be put in order.
  private var notes: [(place: Int, note: ImportNote)] = []
  /// Objects met so far, those that were not recognised too.
  private var count = 0
  /// What objects of a kind are called, in lower case, and their names.
  private var names: [EOPObjectKind: [String: String]] = [:]

  init(policies: OrganizationPolicies, now: UTCTime) {
    self.policies = policies
    self.now = now
  }

  var notesInOrder: [ImportNote] {
    notes.enumerated().sorted { ($0.element.place, $0.offset) < ($1.element.place, $1.offset) }.map(\.element.note)
  }

  /// Finds the objects of a file.
  mutating func collect(_ file: EOPImport.File) {
    switch file.content.unwrapped {
    case .list(let values): for value in values { add(value.unwrapped, file) }
    case let value: add(value, file)
    }
  }

  private mutating func add(_ value: ImportedValue, _ file: EOPImport.File) {
    defer { count += 1 }
    func leave(_ text: String) {
      notes.append((count, ImportNote(.notUnderstood, file: file.name, object: "object \(count + 1)", text)))
    }
    guard case .object(let properties) = value else { return leave("\(value) is no object of an export") }
    let kinds = EOPObjectKind.possible(Set(properties.keys))
    switch kinds.count {
    case 1:
      register(ImportedObject(file: file.name, place: count, kind: kinds[0], properties: properties, listType: file.listType))
    case 0:
      leave("is of no cmdlet that is known; it has \(PolicyText.naming(properties.keys.sorted().map { ImportNote.shown($0) }))")
    default: leave("could be \(kinds.map(\.rawValue).joined(separator: " or "))")
    }
  }

  private mutating func register(_ object: ImportedObject) {
    objects.append(object)
    guard let name = object.name else { return }
    for identity in object.identities { names[object.kind, default: [:]][identity.lowercased()] = name }
  }

  /// The name of an object of the import by anything it may be called.
  func name(_ kind: EOPObjectKind, of identity: String) -> String? {
    ImportedObject.names(in: identity).lazy.compactMap { names[kind]?[$0.lowercased()] }.first
  }

  mutating func read() {
    for kind in EOPObjectKind.allCases {
      let objects = objects.filter { $0.kind == kind }
      if !objects.isEmpty { read(objects, kind) }
    }
  }

  private mutating func read(_ objects: [ImportedObject], _ kind: EOPObjectKind) {
    switch kind {
    case .quarantinePolicy: for object in objects { readQuarantinePolicy(object) }
    case .connectionFilterPolicy: for object in objects { readConnectionFilter(object) }
    case .contentFilterPolicy: readPolicies(objects, \.antiSpam, adjust: EOPImporter.keepAllowances)
    case .antiPhishPolicy: readPolicies(objects, \.antiPhish)
    case .malwareFilterPolicy: readPolicies(objects, \.antiMalware, adjust: EOPImporter.keepIdleSwitches)
    case .contentFilterRule: readRules(objects, of: .contentFilterPolicy, \.antiSpam)
    case .antiPhishRule: readRules(objects, of: .antiPhishPolicy, \.antiPhish)
    case .malwareFilterRule: readRules(objects, of: .malwareFilterPolicy, \.antiMalware)
    case .presetRule: for object in objects { readPreset(object) }
    case .allowBlockItem: readAllowBlock(objects)
    case .spoofItem: for object in objects { readSpoofedSender(object) }
    case .outboundPolicy, .outboundRule: for object in objects { leave(object, "outbound policies are not taken over") }
    case .defenderRule: for object in objects { leave(object, "Martlet has no safe links and safe attachments") }
    }
  }

  private mutating func leave(_ object: ImportedObject, _ text: String) {
    var reader = ObjectReader(object)
    reader.leave(.noCounterpart, "\(text); the object is left out")
    done(reader)
  }

  /// Ends the reading of an object.
  mutating func done(_ reader: ObjectReader) {
    var reader = reader
    reader.finish()
    for note in reader.notes { self.note(note, reader.object) }
  }

  mutating func note(_ note: ImportNote, _ object: ImportedObject) { notes.append((object.place, note)) }
}
