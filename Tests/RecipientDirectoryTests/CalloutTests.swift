import GatewayConfiguration
import MailTypes
import RecipientDirectory
import Synchronization
import Testing

@Suite struct CalloutTests {
  private func directory(_ probe: ScriptedProbe, _ folder: RecipientFolder, entries: Int = 1000) throws -> AddressDirectory {
    let callout = CalloutSettings(acceptedFor: .seconds(100), refusedFor: .seconds(10), cacheEntries: entries)
    let settings = DomainSettings(
      name: try domain("a.example"), kind: .authoritative, recipients: .callout(callout), nextHop: hop)
    return try folder.directory([settings], probe: probe, now: { probe.time.withLock { $0 } })
  }

  @Test func answersAreKeptForTheirTimeAndNoLonger() async throws {
    let probe = ScriptedProbe { $0.localPart == "ada" ? .accepted : .refused }
    let directory = try directory(probe, try RecipientFolder())
    for _ in 0..<3 {
      #expect(await directory.classify(try address("ada@a.example")).word == "local")
      #expect(await directory.classify(try address("ADA@a.example")).word == "local")
      #expect(await directory.classify(try address("bela@a.example")).word == "unknown")
    }
    #expect(probe.asked == ["ada@a.example", "bela@a.example"])
    probe.time.withLock { $0 = .seconds(11) }
    #expect(directory.knownClass(of: try address("ada@a.example"))?.word == "local")
    #expect(directory.knownClass(of: try address("bela@a.example")) == nil)
    probe.time.withLock { $0 = .seconds(101) }
    #expect(directory.knownClass(of: try address("ada@a.example")) == nil)
  }

  @Test func aFailedQuestionIsNeverANo() async throws {
    let probe = ScriptedProbe { _ in .undecided(cause: "connection refused") }
    let directory = try directory(probe, try RecipientFolder())
    let answer = await directory.classify(try address("ada@a.example"))
    #expect(answer == .undecided(cause: "connection refused"))
    #expect(answer.refusal?.reply.description.hasPrefix("451 4.4.3 ") == true)
    #expect(directory.knownClass(of: try address("ada@a.example")) == nil)
  }

  @Test func rolesAreTakenWithoutAsking() async throws {
    let probe = ScriptedProbe { _ in .refused }
    let directory = try directory(probe, try RecipientFolder())
    #expect(await directory.classify(try address("Postmaster@a.example")).word == "local")
    #expect(await directory.classify(try address("abuse@a.example")).word == "local")
    #expect(probe.asked.isEmpty)
  }

  @Test func oneQuestionServesAllWhoAskAtTheSameTime() async throws {
    let probe = HeldProbe()
    let folder = try RecipientFolder()
    let settings = DomainSettings(
      name: try domain("a.example"), kind: .authoritative, recipients: .callout(CalloutSettings()), nextHop: hop)
    let directory = try folder.directory([settings], probe: probe)
    let ada = try address("ada@a.example")
    let words = await withTaskGroup(of: String.self) { group in
      for _ in 0..<20 { group.addTask { await directory.classify(ada).word } }
      await probe.waitUntilAsked()
      probe.answer(.accepted)
      return await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(words == ["local"])
    #expect(probe.count == 1)
  }

  @Test func memoryStaysBounded() async throws {
    let probe = ScriptedProbe { _ in .refused }
    let directory = try directory(probe, try RecipientFolder(), entries: 100)
    for number in 0..<1000 { _ = await directory.classify(try address("user\(number)@a.example")) }
    let kept = try (0..<1000).filter { directory.knownClass(of: try address("user\($0)@a.example")) != nil }
    #expect(kept.count <= 100)
    #expect(kept.contains(999))
  }
}

/// Answers by rule, and remembers what it was asked.
private final class ScriptedProbe: RecipientProbe {
  let time = Mutex<Duration>(.zero)
  private let log = Mutex<[String]>([])
  private let rule: @Sendable (EmailAddress) -> ProbeAnswer

  init(rule: @escaping @Sendable (EmailAddress) -> ProbeAnswer) { self.rule = rule }

  var asked: [String] { log.withLock { $0 } }

  func probe(_ recipient: EmailAddress, at nextHop: NextHop, timeout: Duration) async -> ProbeAnswer {
    log.withLock { $0.append(recipient.key) }
    return rule(recipient)
  }
}

/// Answers when told to.
private final class HeldProbe: RecipientProbe {
  private let asked = AsyncStream<Void>.makeStream()
  private let answers = AsyncStream<ProbeAnswer>.makeStream()
  private let questions = Mutex(0)

  var count: Int { questions.withLock { $0 } }

  func waitUntilAsked() async { for await _ in asked.stream { return } }

  func answer(_ answer: ProbeAnswer) {
    answers.continuation.yield(answer)
    answers.continuation.finish()
  }

  func probe(_ recipient: EmailAddress, at nextHop: NextHop, timeout: Duration) async -> ProbeAnswer {
    questions.withLock { $0 += 1 }
    asked.continuation.yield()
    for await answer in answers.stream { return answer }
    return .undecided(cause: "no answer")
  }
}
