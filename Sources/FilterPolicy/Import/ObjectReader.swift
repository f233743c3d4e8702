import MailTypes

/// Reads the properties of one object, and notes what it cannot. What nobody asked for is noted at the end.
struct ObjectReader {
  let object: ImportedObject
  private(set) var notes: [ImportNote] = []
  private var unread: Set<String>
  /// Nothing of the object is taken over.
  private(set) var isLeft = false

  init(_ object: ImportedObject) {
    self.object = object
    unread = Set(object.properties.keys)
  }

  mutating func note(_ reason: ImportNote.Reason, at property: String? = nil, _ text: String) {
    notes.append(ImportNote(reason, file: object.file, object: object.label, property: property, text))
  }

  /// The value, which counts as read; `nil` where there is none.
  mutating func value(_ name: String) -> ImportedValue? {
    unread.remove(name)
    return object.properties[name].map(\.unwrapped).flatMap { $0.isNothing ? nil : $0 }
  }

  mutating func text(_ name: String) -> String? {
    guard let value = value(name) else { return nil }
    if case .text(let text) = value, !ImportedValue.isCutShort(text) { return text }
    note(.notUnderstood, at: name, ObjectReader.misfit(value, "a text"))
    return nil
  }

  mutating func flag(_ name: String) -> Bool? {
    guard let value = value(name) else { return nil }
    if let flag = ObjectReader.flag(value) { return flag }
    note(.notUnderstood, at: name, ObjectReader.misfit(value, "true or false"))
    return nil
  }

  mutating func integer(_ name: String) -> Int? {
    guard let value = value(name) else { return nil }
    if let number = ObjectReader.integer(value) { return number }
    note(.notUnderstood, at: name, ObjectReader.misfit(value, "a whole number"))
    return nil
  }

  enum Time {
    case none
    case at(UTCTime)
    /// Noted.
    case unreadable
  }

  /// `consequence` is what becomes of the object without the time.
  mutating func time(_ name: String, consequence: String = "it is left out") -> Time {
    guard let value = value(name) else { return .none }
    guard case .text(let text) = value, let time = ImportedTime.read(text) else {
      note(.notUnderstood, at: name, ObjectReader.misfit(value, "a time, as 2026-03-01T00:00:00Z") + "; " + consequence)
      return .unreadable
    }
    return time == ImportedTime.none ? .none : .at(time)
  }

  /// Notes what was not read: properties without counterpart, unless they are set to do nothing, and unknown ones.
  mutating func finish() {
    for name in unread.sorted() where !EOPKnownProperties.isSilent(name, of: object.kind) {
      guard let value = object.properties[name], !value.isNothing else { continue }
      let shown = ImportNote.shown(name)
      if let idle = EOPKnownProperties.idleValues(name, of: object.kind) {
        guard !idle.contains(value.unwrapped) else { continue }
        note(.noCounterpart, at: shown, "Martlet has no such setting; \(value) is not taken over")
      } else {
        note(.notUnderstood, at: shown, "is not known; \(value) is not taken over")
      }
    }
    unread = []
  }

  /// The object is left out as a whole: single properties need not be told.
  mutating func leave(_ reason: ImportNote.Reason, at property: String? = nil, _ text: String) {
    note(reason, at: property, text)
    skipRest()
  }

  mutating func skipRest() {
    unread = []
    isLeft = true
  }

  func has(_ name: String) -> Bool { object.properties[name].map { !$0.isNothing } ?? false }

  /// One of a few words, in lower case; `nil`, and nothing noted, for anything else.
  mutating func word(_ name: String, of words: Set<String>) -> String? {
    guard case .text(let text)? = value(name), words.contains(text.lowercased()) else { return nil }
    return text.lowercased()
  }
}
