import Foundation
import MartletTestKit
import Testing

@Suite("martlet dkim-key")
struct SigningKeyTests {
  private struct Key: Decodable {
    let selector: String
    let state: String
    let recordName: String
    let recordText: String
  }

  private struct Keys: Decodable {
    let items: [Key]
  }

  private func keys(_ result: CommandResult) throws -> [Key] {
    try JSONDecoder().decode(Keys.self, from: Data(result.output.utf8)).items
  }

  private func publish(_ keys: [Key], for gateway: Gateway) throws -> URL {
    let zone = Dictionary(uniqueKeysWithValues: keys.map { ($0.recordName, ["TXT": [$0.recordText]]) })
    let file = gateway.folder.url.appendingPathComponent("zone.json")
    try JSONEncoder().encode(zone).write(to: file)
    return file
  }

  @Test("From a new key to its successor: published, seen, in use, replaced; over restarts")
  func life() throws {
    let gateway = try Gateway()
    #expect(try gateway.martlet("dkim-key", "list").output.hasPrefix("There are no keys"))
    #expect(try gateway.martlet("dkim-key", "create", "elsewhere.example").status == 1)
    let made = try gateway.martlet("dkim-key", "create", "example.test", "--selector", "first")
    #expect(made.output.contains("first._domainkey.example.test. IN TXT (\n  \"v=DKIM1; k=rsa; p="), "\(made.errors)")
    let missing = try gateway.martlet("dkim-key", "check", "--exit-code")
    #expect(missing.status == 1)
    #expect(missing.output.contains("not published; publish this:\nfirst._domainkey.example.test. IN TXT"))

    let waiting = try keys(try gateway.martlet("dkim-key", "list", "--json"))
    #expect(waiting.map(\.state) == ["waiting"])
    let zone = try publish(waiting, for: gateway)
    // A zone file answers a question and changes nothing.
    let preview = try gateway.martlet("dkim-key", "check", "--zone", zone.path, "--exit-code")
    #expect(preview.status == 0 && preview.output.contains("published"), "\(preview.output)")
    #expect(try keys(try gateway.martlet("dkim-key", "list", "--json")).map(\.state) == ["waiting"])

    // The check of a domain knows the keys of the gateway without being told.
    let domain = try gateway.martlet("domain", "check", "example.test", "--zone", zone.path, "--json")
    #expect(domain.errors.isEmpty && domain.output.contains(#""ownSelectors":["first"]"#), "\(domain.errors)\(domain.output)")

    gateway.stop()
    try gateway.start()
    #expect(try gateway.martlet("dkim-key", "check", "--exit-code").status == 0)
    #expect(try keys(try gateway.martlet("dkim-key", "list", "--json")).map(\.state) == ["signing"])
    #expect(try gateway.martlet("dkim-key", "remove", "example.test", "first").status == 1)

    let rotated = try gateway.martlet("dkim-key", "rotate", "example.test", "--selector", "second", "--now")
    #expect(rotated.status == 0, "\(rotated.errors)")
    #expect(try keys(try gateway.martlet("dkim-key", "list", "--json")).map(\.state) == ["retired", "signing"])
    #expect(try gateway.martlet("dkim-key", "remove", "example.test", "first").status == 0)
    let shown = try gateway.martlet("dkim-key", "show", "example.test", "second", "--json")
    #expect(shown.output.contains("rsa-sha256") && !shown.output.contains("PRIVATE"))
    #expect(!gateway.log.contains("PRIVATE"))
  }
}
