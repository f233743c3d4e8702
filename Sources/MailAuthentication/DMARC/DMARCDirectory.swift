import MailTypes

/// Records and organizations of one message's domains; nothing is asked twice.
struct DMARCDirectory<Resolver: DNSResolver> {
  /// What stands at one name.
  enum Lookup {
    case record(DMARCRecord)
    case none
    /// More than one record, which is as good as none, or worse (RFC 7489 §6.6.3).
    case several
    case unavailable
  }

  private var questions: DNSQuestionLog<Resolver>

  init(resolver: Resolver) { questions = DNSQuestionLog(resolver: resolver) }

  var queries: [DNSQuestion] { questions.asked }
  var hasTimeout: Bool { questions.hasTimeout }

  mutating func lookup(_ domain: DMARCDomain) async -> Lookup {
    guard let name = domain.recordName else { return .none }
    let answer = await questions.ask(DNSQuestion(name, .txt))
    guard !answer.isTemporaryFailure else { return .unavailable }
    let records = answer.records.compactMap { record -> DMARCRecord? in
      if case .text(let strings) = record { DMARCRecord(Array(strings.joined())) } else { nil }
    }
    return records.count > 1 ? .several : records.first.map { .record($0) } ?? .none
  }

  /// RFC 9989 §4.10.
  mutating func walk(from start: DMARCDomain) async -> DMARCTreeWalk {
    var walk = DMARCTreeWalk(start: start)
    for target in DMARCTreeWalk.targets(of: start) {
      switch await lookup(target) {
      case .record(let record):
        walk.entries.append(DMARCTreeWalk.Entry(domain: target, record: record))
        if record.publicSuffix != .unknown { return walk }
      // RFC 9989 §4.10, steps 2 and 6: several records are discarded, and the walk goes on.
      case .none, .several: continue
      case .unavailable:
        walk.isIncomplete = true
        return walk
      }
    }
    return walk
  }

  /// RFC 7489 §6.6.3: the author's record, else that of the organization the public suffix list gives. In the form of a walk:
  /// what differs is where it goes.
  mutating func listWalk(from start: DMARCDomain) async -> DMARCTreeWalk {
    var walk = DMARCTreeWalk(start: start)
    let organization = Self.listedOrganization(of: start)
    for target in start == organization ? [start] : [start, organization] {
      switch await lookup(target) {
      case .record(let record):
        walk.entries.append(DMARCTreeWalk.Entry(domain: target, record: record))
        return walk
      case .several: return walk
      case .none: continue
      case .unavailable:
        walk.isIncomplete = true
        return walk
      }
    }
    return walk
  }

  static func listedOrganization(of domain: DMARCDomain) -> DMARCDomain {
    DomainName(domain.text).flatMap { RegisteredDomain.of($0) }.flatMap { DMARCDomain($0.text) } ?? domain
  }

  /// Whether a name exists in the sense of RFC 9989 §3.2.13; `nil` where DNS does not say.
  mutating func exists(_ domain: DMARCDomain) async -> Bool? {
    guard let name = domain.queryName else { return false }
    // The second question finds the name of an alias that leads nowhere: the first has the answer for its target.
    for type in [DNSRecordType.a, .cname] {
      switch await questions.ask(DNSQuestion(name, type)) {
      case .records, .noData: return true
      case .nameError: continue
      case .failure, .timeout: return nil
      }
    }
    return false
  }
}
