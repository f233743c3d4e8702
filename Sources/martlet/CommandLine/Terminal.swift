import Glibc

/// What is known of the terminal behind standard output.
enum Terminal {
  static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// NO_COLOR is what people set who want none (no-color.org).
  static var hasColor: Bool { isTerminal && getenv("NO_COLOR") == nil && getenv("TERM").map { String(cString: $0) } != "dumb" }

  /// Columns; `nil` where output goes to a file or pipe, which takes lines of any length.
  static var width: Int? {
    guard isTerminal else { return nil }
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }
}
