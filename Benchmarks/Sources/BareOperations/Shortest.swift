/// The best of several runs, which is the one that other work on the machine disturbed least.
public enum Shortest {
  /// Processor seconds.
  public static func seconds(of runs: Int, _ body: () throws -> Void) rethrows -> Double {
    var best = Double.infinity
    for _ in 0..<runs {
      let start = ProcessorTime.now
      try body()
      best = min(best, ProcessorTime.now - start)
    }
    return best
  }

  /// Processor seconds.
  public static func seconds(of runs: Int, _ body: () async throws -> Void) async rethrows -> Double {
    var best = Double.infinity
    for _ in 0..<runs {
      let start = ProcessorTime.now
      try await body()
      best = min(best, ProcessorTime.now - start)
    }
    return best
  }
}
