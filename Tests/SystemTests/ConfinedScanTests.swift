import Foundation
import MartletTestKit
import Testing

@Suite("A confined scanner reads whatever an unconfined one does", .serialized)
struct ConfinedScanTests {
  /// The evasion cases use every library the scan has: codes in pictures, archives, character sets, international names.
  @Test("Every evasion case passes a gateway: no scanner dies, nothing is unscannable, the level is that of the command")
  func evasionCases() throws {
    let gateway = try Gateway(settings: "scanner: {count: 2}\nlimits: {connectionsPerClient: 500}")
    #expect(eventually { gateway.processes("scanner").count == 2 })
    let scanners = Set(gateway.processes("scanner"))
    let cases = try Self.cases(in: gateway.folder.url)
    #expect(cases.count >= 80)
    let wanted = try Self.outcomes(of: cases, gateway: gateway)
    try #require(wanted.count == cases.count)
    for (number, file) in cases.enumerated() {
      let connection = try SMTPConnection.greeted(port: gateway.port)
      let reply = try connection.chunk(
        from: "a@partner.example", to: "case\(number)@example.test", Array(try Data(contentsOf: file)))
      // Files of blocked types are refused by default.
      #expect(reply.hasPrefix(wanted[number].action == "reject" ? "550 5.7.1" : "250"), "\(file.lastPathComponent): \(reply)")
    }
    for (number, file) in cases.enumerated() where !["reject", "quarantine"].contains(wanted[number].action) {
      var level: String?
      let isThere = eventually {
        level = Self.level(of: gateway, "case\(number)")
        return level != nil
      }
      #expect(isThere, "\(file.lastPathComponent)")
      #expect(level == wanted[number].level, "\(file.lastPathComponent)")
    }
    #expect(Set(gateway.processes("scanner")) == scanners)
    #expect(try gateway.martlet("quarantine", "list", "--json").output.contains("Unscannable") == false)
  }

  /// The cases with the line ends of SMTP, in `folder`.
  private static func cases(in folder: URL) throws -> [URL] {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let source = tests.appendingPathComponent("FilterEngineTests/Cases/evasion")
    let names = try FileManager.default.contentsOfDirectory(atPath: source.path).filter { $0.hasSuffix(".eml") }.sorted()
    return try names.map { name in
      let bytes = try Data(contentsOf: source.appendingPathComponent(name))
      var message = Data()
      for byte in bytes {
        if byte == 0x0A, message.last != 0x0D { message.append(0x0D) }
        message.append(byte)
      }
      let file = folder.appendingPathComponent(name)
      try message.write(to: file)
      return file
    }
  }

  /// What the command says that scans without a gateway, and without confinement: the spam confidence level, and what is done.
  private static func outcomes(of cases: [URL], gateway: Gateway) throws -> [(level: String, action: String)] {
    let arguments = [
      "scan", "--jsonl", "--ip", "127.0.0.1", "--helo", "client.test", "--mail-from", "a@partner.example", "--rcpt",
      "ada@example.test", "--zone", gateway.folder.path + "/zone.json",
    ]
    let output = try CommandResult.run(Gateway.executable.path, arguments + cases.map { $0.path }).output
    return output.split(separator: "\n").compactMap { line in
      guard let level = level(in: String(line)), let action = line.firstMatch(of: /"action":"(\w+)"/) else { return nil }
      return (level, String(action.1))
    }
  }

  private static func level(of gateway: Gateway, _ user: String) -> String? {
    let message = gateway.mailbox(user).first ?? gateway.mailbox(user, folder: "Junk").first
    return message.flatMap { level(in: $0) }
  }

  /// The first `SCL:` with its number.
  private static func level(in text: String) -> String? {
    text.firstMatch(of: /SCL:(-?\d+);/).map { String($0.1) }
  }
}

extension SMTPConnection {
  /// A transaction with the message in one chunk (RFC 3030 §2), octets as they are; the reply to it.
  fileprivate func chunk(from sender: String, to recipient: String, _ message: [UInt8]) throws -> String {
    for line in ["MAIL FROM:<\(sender)> BODY=8BITMIME", "RCPT TO:<\(recipient)>"] {
      let reply = try command(line)
      guard reply.hasPrefix("250") else { return reply }
    }
    try send(Array("BDAT \(message.count) LAST\r\n".utf8) + message)
    return try reply()
  }
}
