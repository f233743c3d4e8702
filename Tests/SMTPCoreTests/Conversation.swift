import MailTypes
import SMTPCore
import Testing

/// Short ways to a session in a given place.
extension SessionTransport {
  static func open(
    _ configuration: SMTPServerConfiguration? = nil, from address: String = "192.0.2.7", feeding: Feeding = .whole
  ) throws -> SessionTransport {
    let client = ClientFacts(address: try #require(IPAddress(address)), port: 40000, listener: "test")
    return SessionTransport(try configuration ?? DialogueSetup.plain(), client: client, feeding: feeding)
  }

  /// Sends lines and gives the replies' lines that came.
  @discardableResult
  mutating func say(_ lines: String...) -> [String] {
    send(Array(lines.map { $0 + "\r\n" }.joined().utf8))
    return replies()
  }

  mutating func replies() -> [String] {
    var result: [String] = []
    while let line = receiveLine() { result.append(line) }
    return result
  }

  /// EHLO to `354`.
  mutating func beginData() {
    say("EHLO client.example", "MAIL FROM:<bob@sender.example>", "RCPT TO:<alice@example.org>", "DATA")
  }
}
