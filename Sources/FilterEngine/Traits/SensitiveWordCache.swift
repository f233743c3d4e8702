import Synchronization

/// The last lists of words that were asked for, ready to be looked for: a scanner is asked for the same ones again and again.
final class SensitiveWordCache: Sendable {
  /// Lists kept. Messages to several organizations have lists of their own.
  private static let limit = 4

  private struct Entry {
    let words: [String]
    let matcher: SensitiveWordMatcher
  }

  private let entries = Mutex<[Entry]>([])

  func matcher(for words: [String]) -> SensitiveWordMatcher {
    if let known = entries.withLock({ $0.first { $0.words == words } }) { return known.matcher }
    let matcher = SensitiveWordMatcher(words)
    entries.withLock { $0 = Array(([Entry(words: words, matcher: matcher)] + $0).prefix(SensitiveWordCache.limit)) }
    return matcher
  }
}
