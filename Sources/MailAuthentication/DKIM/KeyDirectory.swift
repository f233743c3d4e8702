import MailTypes

/// The key records that the signatures of one message name, all asked for at once.
struct KeyDirectory: Sendable {
  private let answers: [String: DNSAnswer]
  private let cache: DKIMKeyCache

  init(_ names: Set<String>, _ resolver: some DNSResolver, _ cache: DKIMKeyCache) async {
    self.cache = cache
    // Most messages ask for one key, and need no task for it.
    if names.count == 1, let name = names.first {
      answers = [name: await resolver.resolve(DNSQuestion(name, .txt))]
      return
    }
    answers = await withTaskGroup(of: (String, DNSAnswer).self) { group in
      for name in names {
        group.addTask { (name, await resolver.resolve(DNSQuestion(name, .txt))) }
      }
      return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
  }

  /// What `check` makes of the first record that it takes; without one, what was wrong with the first (RFC 6376 §6.1.2 step 4
  /// lets a verifier try several).
  func firstResult<Value>(
    _ name: String, _ check: (DKIMKey) throws(DKIMReason) -> Value
  ) throws(DKIMReason) -> Value {
    var first: DKIMReason?
    for text in try texts(name).prefix(DKIMLimits.maximumKeyRecords) {
      do {
        return try check(try cache.key(text))
      } catch {
        first = first ?? error
      }
    }
    throw first ?? .noKey
  }

  /// The text records, their character-strings joined (§3.6.2.2).
  private func texts(_ name: String) throws(DKIMReason) -> [[UInt8]] {
    switch answers[name] ?? .nameError {
    case .records(let records, _):
      let texts = records.compactMap { if case .text(let strings) = $0 { KeyDirectory.joined(strings) } else { nil } }
      guard texts.reduce(0, { $0 + $1.count }) <= AuthenticationLimits.maximumTextOctets else {
        throw .malformedKey("more than \(AuthenticationLimits.maximumTextOctets) octets of text records")
      }
      return texts
    // §6.1.2 step 2: an answer that may come later.
    case .timeout: throw .keyUnavailable("no answer in time")
    case .failure(let detail): throw .keyUnavailable(detail)
    // §6.1.2 step 3.
    case .noData, .nameError: throw .noKey
    }
  }

  private static func joined(_ strings: [[UInt8]]) -> [UInt8] {
    guard strings.count != 1 else { return strings[0] }
    return strings.reduce(into: []) { $0 += $1 }
  }
}
