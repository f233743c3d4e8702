import MailTypes

extension EOPImporter {
  mutating func readAllowBlock(_ objects: [ImportedObject]) {
    for object in objects {
      var reader = ObjectReader(object)
      if let entry = readEntry(&reader) { allowBlock.append(entry) }
      done(reader)
    }
    remarkOnAllowances(objects)
  }

  /// Once, however many there are.
  private mutating func remarkOnAllowances(_ objects: [ImportedObject]) {
    let count = allowBlock.count { $0.action == .allow && $0.value.kind == .sender }
    guard count > 0, let object = objects.last else { return }
    let text =
      "\(count) allowed \(count == 1 ? "sender counts" : "senders count") without proof, as in Exchange; "
      + "entries made here require authentication"
    note(ImportNote(.remark, file: object.file, object: object.kind.rawValue, text), object)
  }

  private func readEntry(_ reader: inout ObjectReader) -> AllowBlockEntry? {
    // Which of the system's own entries it is, and how it was made, means nothing here.
    for name in ["EntryValueHash", "SysManaged", "SubmissionUserId", "CreatedDateTime"] { _ = reader.value(name) }
    guard let value = readValue(&reader), let action = readAction(&reader, AllowBlockEntry.Action.self),
      let expiry = readExpiry(&reader)
    else { return nil }
    if let problem = obstacle(&reader, value, action) {
      reader.leave(.noCounterpart, "\(problem); the entry is left out")
      return nil
    }
    var entry = AllowBlockEntry(value, action, expiry: expiry, modifiedBy: reader.text("ModifiedBy") ?? "", modifiedAt: now)
    entry.notes = readNotes(&reader)
    if case .at(let time) = reader.time("LastModifiedDateTime") { entry.modifiedAt = time }
    if case .at(let time) = reader.time("LastUsedDate") { entry.lastUsed = time }
    if reader.value("SubmissionID") != nil, action == .allow {
      reader.note(
        .remark, at: "SubmissionID", "overrides verdicts up to phish here; in Exchange an entry from a submission goes further")
    }
    guard entry.isExpired(now) else { return entry }
    reader.leave(.remark, at: "ExpirationDate", "is over; the entry is left out")
    return nil
  }

  /// What the entry is about. `Get-TenantAllowBlockListItems` does not say what it was asked for, and a name alone can be a
  /// sender or a link.
  private func readValue(_ reader: inout ObjectReader) -> AllowBlockValue? {
    guard let text = reader.text("Value") else {
      reader.leave(.notUnderstood, at: "Value", "is no text; the entry is left out")
      return nil
    }
    let type = reader.text("ListType") ?? reader.object.listType?.rawValue
    let kinds = AllowBlockValue.Kind.allCases.filter { kind in
      type.map { $0.lowercased() == kind.rawValue.lowercased() } ?? true
    }
    let possible = kinds.compactMap { try? AllowBlockValue($0, text) }
    if possible.count == 1 { return possible.first }
    if possible.isEmpty {
      let wanted = type.map { " of \(ImportNote.shown($0))" } ?? ""
      reader.leave(.notUnderstood, at: "Value", "\(ImportNote.shown(text)) is no entry\(wanted); it is left out")
    } else {
      let names = possible.map(\.kind.rawValue).joined(separator: " or ")
      reader.leave(
        .notUnderstood, at: "ListType",
        "is missing, and \(ImportNote.shown(text)) can be of \(names); say which; the entry is left out")
    }
    return nil
  }

  func readAction<Action: RawRepresentable<String> & CaseIterable>(_ reader: inout ObjectReader, _ type: Action.Type) -> Action?
  {
    let word = reader.word("Action", of: Set(Action.allCases.map(\.rawValue)))
    if let action = word.flatMap({ Action(rawValue: $0) }) { return action }
    reader.leave(.notUnderstood, at: "Action", "is neither Allow nor Block; the entry is left out")
    return nil
  }

  private func readExpiry(_ reader: inout ObjectReader) -> AllowBlockEntry.Expiry? {
    if let days = reader.integer("RemoveAfter"), days > 0 {
      _ = reader.value("ExpirationDate")
      return .afterLastUse(days: days)
    }
    switch reader.time("ExpirationDate", consequence: "the entry is left out") {
    case .none: return .never
    case .at(let time): return .at(time)
    case .unreadable:
      reader.skipRest()
      return nil
    }
  }

  private func obstacle(
    _ reader: inout ObjectReader, _ value: AllowBlockValue, _ action: AllowBlockEntry.Action
  ) -> String? {
    if let subtype = reader.text("ListSubType"), subtype != "Tenant" {
      return "\(ImportNote.shown(subtype)) entries are for phishing exercises, which Martlet does not have"
    }
    if case .url(let pattern) = value, action == .allow, !pattern.mayAllow { return "a wildcard before a name may only block" }
    return nil
  }

  private func readNotes(_ reader: inout ObjectReader) -> String {
    let notes = reader.text("Notes") ?? ""
    guard notes.unicodeScalars.count > AllowBlockEntry.notesLimit else { return notes }
    reader.note(.remark, at: "Notes", "is cut to \(AllowBlockEntry.notesLimit) characters")
    return String(String.UnicodeScalarView(notes.unicodeScalars.prefix(AllowBlockEntry.notesLimit)))
  }

  mutating func readSpoofedSender(_ object: ImportedObject) {
    var reader = ObjectReader(object)
    // Inside or outside follows from the domain.
    _ = reader.value("SpoofType")
    if let user = reader.text("SpoofedUser"), let infrastructure = reader.text("SendingInfrastructure"),
      let pair = SpoofedSenderPair("\(user), \(infrastructure)"), !user.contains(",")
    {
      if let action = readAction(&reader, SpoofedSenderPair.Action.self) {
        spoofedSenders.append(SpoofedSenderList.Entry(pair, action))
      }
    } else {
      reader.leave(.notUnderstood, "is no pair of a user or domain and a domain or /24; it is left out")
    }
    done(reader)
  }
}
