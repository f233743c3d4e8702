import MailTypes

/// Follows all that an SPF record leads to, as a receiver would for a client that nothing matches, and counts.
struct SPFAuditWalk {
  /// Something that makes the record a permanent error.
  struct Fault {
    let id: String
    let sentence: String
    let remedy: String
  }

  let records: DomainRecords
  /// Terms that ask DNS (RFC 7208 §4.6.4).
  private(set) var lookups = 0
  /// Names without an answer, each once.
  private(set) var voidNames: [String] = []
  private(set) var faults: [Fault] = []
  /// The records on the way to the one being read.
  private var path: [String] = []

  var voidLookups: Int { voidNames.count }

  /// Terms that are followed: a record may include itself in so many ways that counting all would take years.
  private static let termLimit = 100

  init(records: DomainRecords) { self.records = records }

  mutating func follow(_ record: SPFRecord, of domain: String) async {
    path.append(domain)
    for directive in record.directives {
      if directive.mechanism == .all { break }
      await follow(directive, of: domain)
    }
    let hasAll = record.directives.contains { $0.mechanism == .all }
    if let redirect = record.redirect, !hasAll, count() { await include(redirect, "redirect=") }
    path.removeLast()
  }

  private mutating func follow(_ directive: SPFRecord.Directive, of domain: String) async {
    switch directive.mechanism {
    case .all, .ip4, .ip6: break
    // What is asked for depends on the client.
    case .ptr, .exists: _ = count()
    case .include(let target): if count() { await include(target, "include:") }
    case .a(let target, _): if count(), let name = name(target, domain) { await noteVoid(name, [.a, .aaaa]) }
    case .mx(let target, _): if count(), let name = name(target, domain) { await exchanges(of: name) }
    }
  }

  private mutating func count() -> Bool {
    lookups += 1
    return lookups <= Self.termLimit
  }

  /// `nil` where a macro in it depends on the message.
  private func name(_ target: SPFMacroString?, _ domain: String) -> String? {
    guard let target else { return domain }
    guard target.pieces.count == 1, case .literal(let octets)? = target.pieces.first else { return nil }
    return SPFTargetName.name(octets)?.lowercased()
  }

  private mutating func include(_ target: SPFMacroString, _ term: String) async {
    guard let name = name(target, "") else { return }
    guard !path.contains(name) else {
      fault("spf.loop", "`\(term)\(name)` leads back to a record it came from.", "Remove the term.")
      return
    }
    switch await records.texts(name) {
    case .unavailable(let reason):
      fault(
        "spf.targetUnavailable", "`\(term)\(name)` cannot be followed (\(reason)): a temporary error for all your mail.",
        "Remove it, or ask its owner to mend the name servers.")
    case .found(let texts):
      let found = texts.filter { SPFRecord.hasVersion($0) }
      guard found.count == 1, let text = found.first else {
        fault(
          "spf.targetWithoutRecord",
          "`\(term)\(name)` leads to \(found.isEmpty ? "no SPF record" : "\(found.count) SPF records"): a permanent error.",
          "Remove it, or correct the name.")
        return
      }
      do throws(SPFError) {
        await follow(try SPFRecord(text), of: name)
      } catch {
        fault(
          "spf.targetSyntax", "`\(term)\(name)` leads to a record with an error: \(error).", "Ask its owner to mend it.")
      }
    }
  }

  private mutating func exchanges(of name: String) async {
    await noteVoid(name, [.mx])
    let exchanges = await records.ask(name, .mx).records.count
    guard exchanges > SPFLimits().mailExchangers else { return }
    fault(
      "spf.tooManyExchanges", "`mx` of \(name) has \(exchanges) exchangers where \(SPFLimits().mailExchangers) are allowed.",
      "Name their addresses with `ip4:` and `ip6:`.")
  }

  /// A client has one family: the name is void to some client where either is missing, to all where both are.
  private mutating func noteVoid(_ name: String, _ types: [DNSRecordType]) async {
    for type in types where !(await records.ask(name, type)).records.isEmpty { return }
    if !voidNames.contains(name) { voidNames.append(name) }
  }

  private mutating func fault(_ id: String, _ sentence: String, _ remedy: String) {
    faults.append(Fault(id: id, sentence: sentence, remedy: remedy))
  }
}
