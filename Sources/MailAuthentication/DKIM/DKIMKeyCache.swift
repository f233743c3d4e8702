import Synchronization

/// Public keys that were parsed, by the text of their records, for verifiers to share: parsing one costs as much as verifying
/// a signature with it.
///
/// Two generations, because a sender can make up as many keys as he likes: a key is new until it is used again, and new keys
/// only ever push out new keys. When the keys used again fill theirs, those not used since fall back among the new.
public final class DKIMKeyCache: Sendable {
  private let generations: Mutex<Generations>

  /// At most `capacity` keys are kept in each of the two generations: 2 × 512 take some 2 MB.
  public init(capacity: Int = 512) { generations = Mutex(Generations(capacity: capacity)) }

  /// What `text` holds, which is the character-strings of one record.
  func key(_ text: [UInt8]) throws(DKIMReason) -> DKIMKey {
    // Longer records are rare, and would let senders decide how much memory the cache takes.
    guard text.count <= DKIMLimits.maximumCachedKeyOctets else { return try DKIMKey(text) }
    let text = RecordText(octets: text)
    if let key = generations.withLock({ $0.find(text) }) { return key }
    let key = try DKIMKey(text.octets)
    generations.withLock { $0.new(key, text) }
    return key
  }
}

extension DKIMKeyCache {
  /// Keys that are kept.
  var count: Int { generations.withLock { $0.count } }

  /// Without counting as a use.
  func holds(_ text: [UInt8]) -> Bool { generations.withLock { $0.holds(RecordText(octets: text)) } }
}

/// Hashed as a whole, where an array is hashed octet by octet.
private struct RecordText: Hashable {
  let octets: [UInt8]

  func hash(into hasher: inout Hasher) { octets.withUnsafeBytes { hasher.combine(bytes: $0) } }
}

private struct Generations {
  let capacity: Int
  private var new: [RecordText: DKIMKey] = [:]
  private var used: [RecordText: DKIMKey] = [:]

  init(capacity: Int) { self.capacity = max(1, capacity) }

  var count: Int { new.count + used.count }

  func holds(_ text: RecordText) -> Bool { new[text] != nil || used[text] != nil }

  mutating func find(_ text: RecordText) -> DKIMKey? {
    if let key = used[text] { return key }
    guard let key = new.removeValue(forKey: text) else { return nil }
    if used.count >= capacity {
      new = used
      used.removeAll(keepingCapacity: true)
    }
    used[text] = key
    return key
  }

  mutating func new(_ key: DKIMKey, _ text: RecordText) {
    if new.count >= capacity { new.removeAll(keepingCapacity: true) }
    new[text] = key
  }
}
