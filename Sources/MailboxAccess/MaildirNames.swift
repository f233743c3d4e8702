import Glibc
import Synchronization

/// Makes names for files in Maildirs: `seconds.M<microseconds>P<process>Q<count>.<host>`, never the same twice on one host.
final class MaildirNames: Sendable {
  private let host: String
  private let process = getpid()
  private let count = Atomic(0)

  /// `/` and `:` mean something else in these names, and are written as the Maildir specification says.
  init(host: String) {
    self.host = host.map { $0 == "/" ? "\\057" : $0 == ":" ? "\\072" : String($0) }.joined()
  }

  /// `now` is UTC microseconds.
  func next(now: Int64) -> String {
    let number = count.wrappingAdd(1, ordering: .relaxed).newValue
    return "\(now / 1_000_000).M\(now % 1_000_000)P\(process)Q\(number).\(host)"
  }
}
