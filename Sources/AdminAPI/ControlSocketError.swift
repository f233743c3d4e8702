import Glibc
import Synchronization

/// The control socket's rights could not be set.
public struct ControlSocketError: Error, Sendable, CustomStringConvertible {
  let path: String
  let step: String
  let code: CInt

  public var description: String {
    "control socket \(path): cannot \(step): \(String(cString: strerror(code))); see control.socket, control.group"
  }
}

/// Carries an error out of a callback that cannot throw.
final class RightsFailure: Sendable {
  private let error = Mutex<ControlSocketError?>(nil)

  func record(_ failure: ControlSocketError) { error.withLock { $0 = failure } }

  func rethrow() throws(ControlSocketError) {
    if let failure = error.withLock({ $0 }) { throw failure }
  }
}
