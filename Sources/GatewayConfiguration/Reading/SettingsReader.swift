/// Reads the keys of one mapping, and notes for each what it is, what it is worth, and what is wrong with it.
///
/// With an empty mapping it gives all defaults; that is how the manual's tables are made.
struct SettingsReader {
  private let path: String
  private let mapping: ConfigurationMapping
  private let notes: SettingNotes
  private var known: Set<String> = []

  init(path: String, mapping: ConfigurationMapping, notes: SettingNotes) {
    self.path = path
    self.mapping = mapping
    self.notes = notes
  }

  /// A setting with a default.
  mutating func value<Value>(
    _ name: String, _ type: SettingType<Value>, default standard: Value, shown: String? = nil,
    secrecy: SettingDeclaration.Secrecy = .open, _ sentence: String
  ) -> Value {
    declare(name, type.allowed, default: shown ?? "`\(type.format(standard))`", secrecy, sentence)
    let given = read(name, type)
    note(name, type.format(given ?? standard), isDefault: given == nil, secrecy)
    return given ?? standard
  }

  /// A setting with a default that may fail to exist: then it must be given.
  mutating func value<Value>(
    _ name: String, _ type: SettingType<Value>, default standard: Value?, shown: String, _ sentence: String
  ) -> Value? {
    declare(name, type.allowed, default: shown, .open, sentence)
    let given = read(name, type)
    if given == nil, standard == nil, mapping[name] == nil {
      problem(name, "\(shown) cannot be used; give \(type.allowed)")
    }
    note(name, (given ?? standard).map(type.format), isDefault: given == nil, .open)
    return given ?? standard
  }

  /// A setting without a default: `absent` says what happens without it.
  mutating func optional<Value>(
    _ name: String, _ type: SettingType<Value>, absent: String, secrecy: SettingDeclaration.Secrecy = .open, _ sentence: String
  ) -> Value? {
    declare(name, type.allowed, default: absent, secrecy, sentence)
    let given = read(name, type)
    note(name, given.map(type.format), isDefault: given == nil, secrecy)
    return given
  }

  /// A setting that must be given. `nil` where it is not, or is wrong: that is noted.
  mutating func required<Value>(_ name: String, _ type: SettingType<Value>, _ sentence: String) -> Value? {
    declare(name, type.allowed, default: nil, .open, sentence)
    if mapping[name] == nil { problem(name, "is missing; give \(type.allowed)") }
    let given = read(name, type)
    note(name, given.map(type.format), isDefault: false, .open)
    return given
  }

  /// A list of scalars; one scalar alone counts as a list of one.
  mutating func list<Value>(
    _ name: String, _ type: SettingType<Value>, maximum: Int, shown: String = "none", _ sentence: String
  ) -> [Value] {
    declare(name, "a list, each \(type.allowed)", default: shown, .open, sentence)
    let elements = elements(name, maximum: maximum)
    let values = elements.enumerated().compactMap { index, node in
      scalar(node, type, at: elements.count == 1 && mapping[name]?.isScalar == true ? name : "\(name)[\(index)]")
    }
    note(name, "[" + values.map(type.format).joined(separator: ", ") + "]", isDefault: mapping[name] == nil, .open)
    return values
  }

  /// A section whose keys all have defaults.
  mutating func section<Section: ConfigurationSection>(_ name: String, _ sentence: String) -> Section {
    section(name, sentence) { Section(reading: &$0) }
  }

  mutating func section<Section>(_ name: String, _ sentence: String, _ read: (inout SettingsReader) -> Section) -> Section {
    declareSection(name, default: "", sentence)
    return subsection(name, mapping[name].flatMap { asMapping($0, at: name) } ?? ConfigurationMapping(line: mapping.line), read)
  }

  /// A section that may be left out.
  mutating func optionalSection<Section: PartialSection>(_ name: String, _ sentence: String) -> Section? {
    declareSection(name, default: "none", sentence)
    guard let node = mapping[name] else {
      notes.documentSection(path(name), Section.self)
      note(name, nil, isDefault: true, .open)
      return nil
    }
    return asMapping(node, at: name).flatMap { subsection(name, $0) { Section(reading: &$0) } }
  }

  /// A key that takes either one of `words` or a section.
  mutating func section<Section: PartialSection>(
    _ name: String, orWords words: [String], absent: String, _ sentence: String
  ) -> WordOrSection<Section> {
    let allowed = words.map { "`\($0)`" }.joined(separator: ", ") + ", or a section"
    declare(name, allowed, default: absent, .open, sentence)
    guard let node = mapping[name] else {
      notes.documentSection(path(name), Section.self)
      note(name, nil, isDefault: true, .open)
      return .absent
    }
    if case .scalar(let text, _) = node {
      guard words.contains(text) else {
        problem(name, "\(quoted(text)) is not allowed; allowed: \(allowed)")
        return .section(nil)
      }
      note(name, text, isDefault: false, .open)
      return .word(text)
    }
    return .section(asMapping(node, at: name).flatMap { subsection(name, $0) { Section(reading: &$0) } })
  }

  /// A list of sections.
  mutating func sections<Section: PartialSection>(
    _ name: String, maximum: Int, default standard: [Section], shown: String, _ sentence: String
  ) -> [Section] {
    declareSection(name + "[]", default: shown, sentence)
    notes.documentSection(path(name) + "[]", Section.self)
    guard mapping[name] != nil else {
      note(name, shown.filter { $0 != "`" }, isDefault: true, .open)
      return standard
    }
    return elements(name, maximum: maximum).enumerated().compactMap { index, node in
      let element = "\(name)[\(index)]"
      return asMapping(node, at: element).flatMap { subsection(element, $0) { Section(reading: &$0) } }
    }
  }

  /// Notes what is wrong with the key `name` of this section, or a path below it; with the section itself where it is empty.
  func problem(_ name: String, _ message: String) {
    let path = path(name)
    notes.problem(line: notes.line(of: path) ?? mapping[name]?.line ?? mapping.line, path: path, message)
  }

  /// To be called when every key has been read: any other key is wrong.
  func refuseUnknownKeys() {
    for entry in mapping.entries where !known.contains(entry.key) {
      let closest = known.min { ($0.editDistance(to: entry.key), $0) < ($1.editDistance(to: entry.key), $1) }
      let hint =
        if let closest, closest.editDistance(to: entry.key) <= max(2, entry.key.count / 3) { "did you mean `\(closest)`?" } else
        {
          "allowed: " + known.sorted().map { "`\($0)`" }.joined(separator: ", ")
        }
      notes.problem(line: entry.line, path: path(ConfigurationText.printable(entry.key)), "unknown key; \(hint)")
    }
  }
}

extension SettingsReader {
  private func path(_ name: String) -> String {
    path.isEmpty ? name : name.isEmpty ? path : "\(path).\(name)"
  }

  private func quoted(_ text: String) -> String { "`\(ConfigurationText.printable(text))`" }

  private mutating func declare(
    _ name: String, _ allowed: String, default text: String?, _ secrecy: SettingDeclaration.Secrecy, _ sentence: String
  ) {
    known.insert(name.hasSuffix("[]") ? String(name.dropLast(2)) : name)
    if let entry = mapping[name] { notes.setLine(of: path(name), entry.line) }
    notes.declare(
      SettingDeclaration(path: path(name), allowed: allowed, defaultText: text, secrecy: secrecy, sentence: sentence))
  }

  private mutating func declareSection(_ name: String, default text: String?, _ sentence: String) {
    declare(name, "a section", default: text, .open, sentence)
  }

  private func note(_ name: String, _ text: String?, isDefault: Bool, _ secrecy: SettingDeclaration.Secrecy) {
    let shown = secrecy == .secret && text != nil ? "(hidden)" : text
    notes.effective(EffectiveSetting(path: path(name), text: shown, isDefault: isDefault))
  }

  private func read<Value>(_ name: String, _ type: SettingType<Value>) -> Value? {
    mapping[name].flatMap { scalar($0, type, at: name) }
  }

  private func scalar<Value>(_ node: ConfigurationNode, _ type: SettingType<Value>, at name: String) -> Value? {
    notes.setLine(of: path(name), node.line)
    guard case .scalar(let text, _) = node else {
      problem(name, "is \(node.kind); give \(type.allowed)")
      return nil
    }
    guard let value = type.parse(text, notes.folder) else {
      problem(
        name, text.isEmpty ? "has no value; give \(type.allowed)" : "\(quoted(text)) is not allowed; give \(type.allowed)")
      return nil
    }
    if type.namesFile, let cause = notes.causeFileCannotBeRead(type.format(value)) {
      problem(name, "\(quoted(type.format(value))) cannot be read: \(cause); give \(type.allowed)")
    }
    return value
  }

  private func elements(_ name: String, maximum: Int) -> [ConfigurationNode] {
    switch mapping[name] {
    case nil: return []
    case .sequence(let elements, _) where elements.count <= maximum: return elements
    case .sequence(let elements, _):
      problem(name, "has \(elements.count) elements; at most \(maximum) are allowed")
      return []
    case .scalar(let text, _) where text.isEmpty: return []
    case .scalar(let text, let line): return [.scalar(text, line: line)]
    case .mapping:
      problem(name, "is a section; give a list, each element on a line that begins with `- `")
      return []
    }
  }

  private func asMapping(_ node: ConfigurationNode, at name: String) -> ConfigurationMapping? {
    notes.setLine(of: path(name), node.line)
    switch node {
    case .mapping(let mapping): return mapping
    // `limits:` with nothing below it says nothing.
    case .scalar(let text, let line) where text.isEmpty: return ConfigurationMapping(line: line)
    case .scalar, .sequence:
      problem(name, "is \(node.kind); give a section with keys of its own")
      return nil
    }
  }

  private func subsection<Section>(
    _ name: String, _ mapping: ConfigurationMapping, _ read: (inout SettingsReader) -> Section
  ) -> Section {
    var reader = SettingsReader(path: path(name), mapping: mapping, notes: notes)
    let section = read(&reader)
    reader.refuseUnknownKeys()
    return section
  }
}
