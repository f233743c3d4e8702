import Glibc

/// The exit statuses scripts rely on.
enum ExitStatus {
  static let done: CInt = 0
  /// The answer to a question is no; what was named does not exist.
  static let negative: CInt = 1
  /// The command line or the configuration is wrong.
  static let usage: CInt = 2
  /// The service asked for is not there.
  static let unavailable: CInt = EX_UNAVAILABLE
  /// The fault is ours.
  static let internalError: CInt = EX_SOFTWARE
  static let tryAgain: CInt = EX_TEMPFAIL
}
