import Foundation
import Testing

/// The exit statuses scripts rely on.
@Suite("Exit statuses")
struct ExitStatusTests {
  @Test("Help and versions are no errors", arguments: [["--help"], ["--version"], ["queue", "--help"], ["help", "config"]])
  func help(_ arguments: [String]) throws {
    let result = try run(arguments)
    #expect(result.status == 0)
    #expect(!result.output.isEmpty && result.errors.isEmpty)
  }

  @Test(
    "A command line nobody can mean is 2",
    arguments: [
      ["nonsense"], ["queue", "show"], ["queue", "show", "not-an-id"], ["queue", "flush", "--next-hop", "nowhere"],
      ["completion", "tcsh"], ["user", "hash", "a:b"], ["serve", "--nonsense"], ["queue", "list", "--config", "/missing.yaml"],
      ["dkim-key", "create"], ["dkim-key", "create", "no domain"], ["dkim-key", "create", "a.example", "--algorithm", "dsa"],
      ["dkim-key", "remove", "a.example"], ["Get-MessageTraceV2", "-ResultSize", "5001"],
      ["Get-MessageTraceV2", "-Status", "Lost"], ["Get-MessageTraceV2", "-StartingRecipientAddress", "a@example.org"],
      ["Get-MessageTraceDetailV2", "-RecipientAddress", "a@example.org"],
    ])
  func usage(_ arguments: [String]) throws {
    let result = try run(arguments)
    #expect(result.status == 2)
    #expect(result.output.isEmpty)
    #expect(result.errors.split(separator: "\n").count == 1)
  }

  @Test("Who mistypes a command is sent to its own help")
  func ownHelp() throws {
    #expect(try run(["queue", "show"]).errors.hasSuffix("; see 'martlet queue show --help'\n"))
  }

  @Test(
    "Without a gateway commands end with 69",
    arguments: [
      ["queue", "list"], ["queue", "flush"], ["quarantine", "list", "--json"], ["status"], ["backup", "/tmp/backup"],
      ["queue", "hold", "01JZX3Q8F2K7M"], ["dkim-key", "list"], ["dkim-key", "check", "--json"],
      ["dkim-key", "create", "a.example"], ["dkim-key", "rotate", "a.example", "--now"],
      ["get-messagetracev2", "-SenderAddress", "*@example.org", "-Status", "quarantined", "-StartDate", "2026-11-20"],
    ])
  func noGateway(_ arguments: [String]) throws {
    let result = try run(arguments + ["--socket", "/tmp/martlet-nobody.sock"])
    #expect(result.status == 69)
    #expect(result.errors.hasPrefix("martlet: no gateway answers at /tmp/martlet-nobody.sock: "))
    #expect(result.errors.hasSuffix("; start it with 'martlet serve'\n"))
    #expect(result.errors.split(separator: "\n").count == 1)
    #expect(result.output.isEmpty)
  }

  @Test("A configuration with problems is the answer no, one without is yes")
  func configuration() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("martlet-\(UUID()).yaml")
    defer { try? FileManager.default.removeItem(at: file) }
    try "hostname: mx.example.org\n".write(to: file, atomically: true, encoding: .utf8)
    #expect(try run(["config", "check", "--config", file.path]).status == 0)
    #expect(try run(["config", "show", "--json", "--config", file.path]).status == 0)
    try "hostname: mx.example.org\nuser: nobody-of-that-name\n".write(to: file, atomically: true, encoding: .utf8)
    let account = try run(["config", "check", "--config", file.path])
    #expect(account.status == 1)
    #expect(account.errors.contains("user: there is no account nobody-of-that-name"))
    try "hostnam: mx.example.org\n".write(to: file, atomically: true, encoding: .utf8)
    #expect(try run(["config", "check", "--config", file.path]).status == 1)
    #expect(try run(["config", "show", "--config", file.path]).status == 2)
  }

  @Test("A mailbox folder that is missing is a warning: it may be a disk to be mounted")
  func missingFolder() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("martlet-\(UUID()).yaml")
    defer { try? FileManager.default.removeItem(at: file) }
    try """
    hostname: mx.example.org
    organizations:
      - name: example
        domains: [{name: example.org, recipients: any, nextHop: "maildir:/missing/mail"}]
    """.write(to: file, atomically: true, encoding: .utf8)
    let result = try run(["config", "check", "--config", file.path])
    #expect(result.status == 0)
    #expect(result.errors.hasPrefix("warning: "))
    #expect(result.errors.contains("organizations[0].domains[0].nextHop: there is no folder /missing/mail"))
  }

  @Test("Every shell gets its completion", arguments: ["bash", "zsh", "fish"])
  func completion(_ shell: String) throws {
    let result = try run(["completion", shell])
    #expect(result.status == 0)
    #expect(result.output.contains("quarantine"))
  }

  @Test("A password becomes a line of the users file, and is nowhere to be seen in it")
  func hash() throws {
    let result = try run(["user", "hash", "ada@example.org", "--organization", "example"], input: "correct horse\n")
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("ada@example.org:$argon2id$v=19$"))
    #expect(result.output.hasSuffix(":example\n"))
    #expect(!result.output.contains("horse"))
    #expect(try run(["user", "hash", "ada"], input: "").status == 2)
  }

  @Test("The manual is printed as it is committed")
  func manual() throws {
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../Docs/configuration.md")
    let result = try run(["config", "docs"])
    #expect(result.output == (try String(contentsOf: page, encoding: .utf8)))
  }
}
