import Glibc

/// How far a long work is, on standard error, where a person is looking at it.
struct ProgressBar {
  private static let width = 40

  private let title: String
  private let total: Int
  private let isShown: Bool
  private var drawn = -1

  init(_ title: String, total: Int) {
    self.title = title
    self.total = max(total, 1)
    isShown = isatty(STDERR_FILENO) == 1
  }

  mutating func advance(to done: Int) {
    let percent = min(done, total) * 100 / total
    guard isShown, percent != drawn else { return }
    drawn = percent
    let filled = percent * ProgressBar.width / 100
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: ProgressBar.width - filled)
    Output.write("\r\(title) \(bar) \(percent) %", to: STDERR_FILENO)
  }

  /// Takes the bar away.
  func finish() {
    if isShown { Output.write("\r\u{1B}[K", to: STDERR_FILENO) }
  }
}
