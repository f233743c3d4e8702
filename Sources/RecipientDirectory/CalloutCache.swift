/// Answers of a next hop, kept for a while. Two halves: when the younger is full it becomes the older, and the older is
/// forgotten. What is asked for often stays, memory is bounded, nothing is ever searched.
struct CalloutCache {
  struct Answer {
    let isAccepted: Bool
    /// On the clock the cache is asked with.
    let expires: Duration
  }

  private let half: Int
  private var young: [String: Answer] = [:]
  private var old: [String: Answer] = [:]

  /// At most `capacity` answers are kept.
  init(capacity: Int) { half = max(1, capacity / 2) }

  var count: Int { young.count + old.count }

  mutating func answer(for key: String, at now: Duration) -> Bool? {
    guard let answer = young[key] ?? old[key], answer.expires > now else { return nil }
    if young[key] == nil { insert(answer, for: key) }
    return answer.isAccepted
  }

  mutating func insert(_ answer: Answer, for key: String) {
    if young.count >= half, young[key] == nil {
      old = young
      young = [:]
    }
    old[key] = nil
    young[key] = answer
  }
}
