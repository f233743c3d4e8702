import MailTransport
import MailTypes
import Testing

/// RFC 5321 §5.1 and RFC 7505, over the loopback network: exchangers are 127.0.0.x, all on one port.
@Suite struct MailRouteTests {
  private func deliver(
    _ resolver: StubResolver, port: UInt16 = 25, _ change: (inout SMTPClientConfiguration) -> Void = { _ in }
  ) async throws -> SMTPRecipientResult {
    let pool = try ClientSetup.pool(resolver: resolver) {
      $0.exchangerPort = port
      change(&$0)
    }
    let domain = try #require(DomainName("example.net"))
    let results = try await pool.deliver(ClientSetup.envelope(to: "bob@example.net"), to: .mx(domain, .opportunistic))
    return try #require(results.first)
  }

  @Test func theNextExchangerIsTriedWhereOneDoesNotServe() async throws {
    let last = try await ScriptedServer(address: "127.0.0.4", script: ScriptedServer.answers())
    let port = last.port
    let first = try await ScriptedServer(
      address: "127.0.0.3", port: Int(port), script: ScriptedServer.answers(["": .say("554 no service")]))
    let second = try await ScriptedServer(
      address: "127.0.0.5", port: Int(port), script: ScriptedServer.answers(["RCPT": .say("421 busy")]))
    let resolver = StubResolver(
      mx: ["example.net": [(30, "d.example"), (5, "none.example"), (10, "a.example"), (10, "b.example"), (20, "c.example")]],
      addresses: [
        "a.example": ["127.0.0.2"], "b.example": ["127.0.0.3"], "c.example": ["127.0.0.5"], "d.example": ["127.0.0.4"],
      ])
    let result = try await deliver(resolver, port: port)
    #expect(result.reply.code == 250)
    #expect(result.relay == "d.example[127.0.0.4]:\(port)")
    #expect(first.lines.contains("QUIT"))
    #expect(second.lines.contains("RCPT TO:<bob@example.net>"))
  }

  @Test func aDefiniteAnswerIsNotShoppedAround() async throws {
    let first = try await ScriptedServer(
      address: "127.0.0.2", script: ScriptedServer.answers(["RCPT": .say("550 5.1.1 Unknown")]))
    let second = try await ScriptedServer(address: "127.0.0.3", port: Int(first.port), script: ScriptedServer.answers())
    let resolver = StubResolver(
      mx: ["example.net": [(10, "a.example"), (20, "b.example")]],
      addresses: ["a.example": ["127.0.0.2"], "b.example": ["127.0.0.3"]])
    #expect(try await deliver(resolver, port: first.port).reply.enhanced == EnhancedStatusCode(5, 1, 1))
    #expect(second.lines.isEmpty)
  }

  @Test func withoutMXTheDomainItselfIsAsked() async throws {
    let server = try await ScriptedServer(address: "127.0.0.2", script: ScriptedServer.answers())
    let result = try await deliver(StubResolver(addresses: ["example.net": ["127.0.0.2"]]), port: server.port)
    #expect(result.relay == "example.net[127.0.0.2]:\(server.port)")
  }

  @Test func addressesOfBothFamiliesAreTried() async throws {
    let server = try await ScriptedServer(address: "::1", script: ScriptedServer.answers())
    let resolver = StubResolver(addresses: ["example.net": ["127.0.0.99", "::1"]])
    #expect(try await deliver(resolver, port: server.port).relay == "example.net[::1]:\(server.port)")
  }

  struct Verdict: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var resolver: StubResolver
    var expected: String
  }

  static let verdicts = [
    Verdict(testDescription: "null MX", resolver: StubResolver(mx: ["example.net": [(0, "")]]), expected: "556 5.1.10"),
    Verdict(testDescription: "no such domain", resolver: StubResolver(), expected: "550 5.1.2"),
    Verdict(testDescription: "DNS down", resolver: StubResolver(failing: ["example.net"]), expected: "451 4.4.3"),
    Verdict(
      testDescription: "DNS down for the exchanger",
      resolver: StubResolver(mx: ["example.net": [(10, "a.example")]], failing: ["a.example"]), expected: "451 4.4.3"),
    Verdict(
      testDescription: "exchanger without address", resolver: StubResolver(mx: ["example.net": [(10, "a.example")]]),
      expected: "550 5.4.4"),
    Verdict(
      testDescription: "neither MX nor address", resolver: StubResolver(addresses: ["example.net": []]), expected: "550 5.4.4"),
    Verdict(
      testDescription: "best exchanger has our name",
      resolver: StubResolver(
        mx: ["example.net": [(10, "Gateway.Example"), (20, "b.example")]],
        addresses: ["gateway.example": ["127.0.0.2"], "b.example": ["127.0.0.3"]]),
      expected: "554 5.4.6"),
    Verdict(
      testDescription: "best exchanger has our address",
      resolver: StubResolver(mx: ["example.net": [(10, "a.example")]], addresses: ["a.example": ["192.0.2.1"]]),
      expected: "554 5.4.6"),
  ]

  @Test(arguments: verdicts) func whereThereIsNoWayTheReplySaysWhy(_ verdict: Verdict) async throws {
    let result = try await deliver(verdict.resolver) { $0.ownAddresses = [.v4(0xC000_0201)] }
    #expect("\(result.reply.code) \(result.reply.enhanced.map { "\($0)" } ?? "")" == verdict.expected)
    #expect(result.relay == "none")
  }

  @Test func betterExchangersThanOurselvesAreUsed() async throws {
    let server = try await ScriptedServer(address: "127.0.0.2", script: ScriptedServer.answers(["RCPT": .say("421 busy")]))
    let resolver = StubResolver(
      mx: ["example.net": [(5, "a.example"), (10, "gateway.example"), (20, "b.example")]],
      addresses: ["a.example": ["127.0.0.2"], "gateway.example": ["127.0.0.3"], "b.example": ["127.0.0.4"]])
    let result = try await deliver(resolver, port: server.port)
    #expect(result.reply.code == 421)
    #expect(result.relay == "a.example[127.0.0.2]:\(server.port)")
  }

  @Test func aSmartHostThatHasNoAddressIsAMistakeToMend() async throws {
    let results = try await ClientSetup.pool().deliver(
      ClientSetup.envelope(to: "bob@example.net"), to: ClientSetup.smtp(25, host: "typo.example"))
    #expect(results.first?.reply.enhanced == EnhancedStatusCode(4, 4, 4))
  }
}
