import MailTypes

/// The records of a zone, and what is said about names that have none.
struct ZoneData: Sendable {
  /// What one type of one name answers.
  enum Entry: Hashable, Sendable {
    case records([DNSRecord])
    case failure
    case timeout
  }

  /// One name.
  struct Node: Hashable, Sendable {
    var entries: [DNSRecordType: Entry] = [:]
    /// Answers for every type, where the zone says `SERVFAIL` or `TIMEOUT` for the name itself.
    var whole: Entry?
  }

  /// By lower-case name without the final dot. Empty non-terminals (RFC 8020 §2) are here too, without entries.
  private(set) var nodes: [String: Node] = [:]

  mutating func add(_ record: DNSRecord, _ type: DNSRecordType, at name: String) {
    let name = prepare(name)
    guard case .records(let records) = nodes[name]?.entries[type] ?? .records([]) else { return }
    nodes[name]?.entries[type] = .records(records + [record])
  }

  mutating func set(_ entry: Entry, _ type: DNSRecordType, at name: String) {
    nodes[prepare(name)]?.entries[type] = entry
  }

  mutating func set(whole entry: Entry, at name: String) {
    nodes[prepare(name)]?.whole = entry
  }

  /// Makes the name and all above it exist.
  @discardableResult
  mutating func prepare(_ name: String) -> String {
    let name = DNSQuestion(name, .a).name
    var rest = Substring(name)
    while !rest.isEmpty, nodes[String(rest)] == nil {
      nodes[String(rest)] = Node()
      guard let dot = rest.firstIndex(of: ".") else { break }
      rest = rest[rest.index(after: dot)...]
    }
    return name
  }

  /// The node that answers for `name`: its own, or the wildcard of its closest encloser (RFC 4592 §3.3.1).
  func node(for name: String) -> Node? {
    if let node = nodes[name] { return node }
    var rest = name[...]
    while let dot = rest.firstIndex(of: ".") {
      rest = rest[rest.index(after: dot)...]
      if nodes[String(rest)] != nil { return nodes["*." + rest] }
    }
    return nil
  }
}
