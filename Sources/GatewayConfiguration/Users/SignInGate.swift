/// Lets so many hashes be computed at a time, and so many more wait: memory and cores are bounded whoever guesses passwords.
actor SignInGate {
  /// A queue longer than this would make the last in it wait for seconds.
  static let longestQueue = 64

  private let parallel: Int
  private var running = 0
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(parallel: Int) { self.parallel = max(1, parallel) }

  /// False where too many wait already; else to be followed by `leave()`.
  func enter() async -> Bool {
    if running < parallel {
      running += 1
      return true
    }
    guard waiting.count < SignInGate.longestQueue else { return false }
    await withCheckedContinuation { waiting.append($0) }
    return true
  }

  func leave() {
    if waiting.isEmpty {
      running -= 1
    } else {
      // The place is handed on, so that nobody slips in between.
      waiting.removeFirst().resume()
    }
  }
}
