import AdminAPI
import Glibc

/// What commands print.
enum Output {
  static func write(_ text: String, to descriptor: CInt = STDOUT_FILENO) { write(Array(text.utf8), to: descriptor) }

  /// All of it; a reader that has gone away ends the process, as it does for every Unix command.
  static func write(_ bytes: [UInt8], to descriptor: CInt = STDOUT_FILENO) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { exit(ExitStatus.tryAgain) }
      rest = rest.dropFirst(count)
    }
  }

  static func json(_ document: some Encodable) throws {
    write(try [UInt8](APIDocument.encode(document)) + [UInt8(ascii: "\n")])
  }

  /// What came from a message or a client, without the characters that would move the cursor or forge a line.
  static func printable(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          switch scalar.properties.generalCategory {
          case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse: "\u{FFFD}"
          default: scalar
          }
        }))
  }
}
