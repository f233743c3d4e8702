import GatewayConfiguration
import Glibc

/// Asks for a password without showing it.
enum PasswordPrompt {
  /// On a terminal twice, with the echo off; else the first line of standard input.
  /// - Throws: `CommandFailure`.
  static func read() throws -> [UInt8] {
    guard isatty(STDIN_FILENO) == 1 else { return try checked(readLineBytes()) }
    let password = try checked(ask("Password: "))
    guard try ask("Again: ") == password else {
      throw CommandFailure(ExitStatus.usage, "the two passwords differ; start again")
    }
    return password
  }

  private static func checked(_ password: [UInt8]) throws -> [UInt8] {
    guard (1...PasswordHash.Limit.password).contains(password.count) else {
      throw CommandFailure(
        ExitStatus.usage, "the password has \(password.count) octets; 1 to \(PasswordHash.Limit.password) are allowed")
    }
    return password
  }

  private static func ask(_ question: String) throws -> [UInt8] {
    Output.write(question, to: STDERR_FILENO)
    var settings = termios()
    guard tcgetattr(STDIN_FILENO, &settings) == 0 else {
      throw CommandFailure(
        ExitStatus.internalError, "the terminal's echo cannot be turned off; give the password on standard input")
    }
    var silent = settings
    silent.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
    defer {
      tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
      Output.write("\n", to: STDERR_FILENO)
    }
    return readLineBytes()
  }

  /// Without the line feed; one octet at a time, because what follows is not ours.
  private static func readLineBytes() -> [UInt8] {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while line.count <= PasswordHash.Limit.password {
      let count = Glibc.read(STDIN_FILENO, &byte, 1)
      if count < 0, errno == EINTR { continue }
      guard count == 1, byte != UInt8(ascii: "\n") else { break }
      line.append(byte)
    }
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    return line
  }
}
