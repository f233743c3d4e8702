import Glibc

/// Why a child process could not take up its role.
struct RoleError: Error, CustomStringConvertible {
  /// What was tried.
  let step: String
  let reason: String

  init(step: String, reason: String) {
    self.step = step
    self.reason = reason
  }

  /// `code` is an errno.
  init(step: String, code: CInt) {
    self.init(step: step, reason: String(cString: strerror(code)))
  }

  var description: String { "cannot \(step): \(reason)" }

  /// Turns the result of a `CProcess` function into a thrown error.
  static func check(_ result: CInt, _ step: String) throws(RoleError) {
    guard result >= 0 else { throw RoleError(step: step, code: -result) }
  }
}
