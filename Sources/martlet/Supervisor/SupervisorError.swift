import Glibc

/// Why serving could not begin: one line for people, and the exit status of contracts (69 or 70).
struct SupervisorError: Error, Hashable, CustomStringConvertible {
  let description: String
  let exitStatus: CInt

  init(_ description: String, exitStatus: CInt = EX_UNAVAILABLE) {
    self.description = description
    self.exitStatus = exitStatus
  }

  /// `code` is an errno, or its negative.
  static func text(of code: CInt) -> String { String(cString: strerror(abs(code))) }
}
