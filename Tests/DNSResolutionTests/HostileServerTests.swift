import DNSResolution
import MailTypes
import MartletTestKit
import Synchronization
import Testing

/// What servers of strangers answer, or do not: it comes out as an answer, and holds up nobody else's.
@Suite struct HostileServerTests {
  private final class Counter: Sendable {
    private let count = Atomic(0)

    var value: Int { count.load(ordering: .sequentiallyConsistent) }

    func add() { count.add(1, ordering: .sequentiallyConsistent) }
  }

  private static let text: UInt16 = 16
  private static let alias: UInt16 = 5

  private static func wire(_ name: String) -> [UInt8] {
    name.split(separator: ".").flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) } + [0]
  }

  /// A string of TXT data.
  private static func counted(_ octets: [UInt8]) -> [UInt8] { [UInt8(octets.count)] + octets }

  private static func reply(to query: DNSResponder.Query) -> [UInt8]? {
    switch query.text {
    case "silent.test.example": nil
    case "servfail.test.example": query.reply(code: 2)
    case "refused.test.example": query.reply(code: 5)
    case "loop.test.example": query.reply([(alias, wire("back.test.example"))])
    case "back.test.example": query.reply([(alias, wire("loop.test.example"))])
    case "self.test.example": query.reply([(alias, wire("self.test.example"))])
    case "nul.test.example": query.reply([(text, counted(Array("v=spf1 \u{0} -all".utf8)))])
    case "huge.test.example":
      query.reply([(text, Array(repeating: counted([UInt8](repeating: 0x78, count: 255)), count: 255).flatMap { $0 })])
    case "strings.test.example": query.reply([(text, [UInt8](repeating: 0, count: 65_000))])
    case "cut.test.example": query.reply([(text, [200, 0x78])])
    case "empty.test.example": query.reply([(text, [])])
    default: query.reply([(text, counted(Array("well".utf8)))])
    }
  }

  private func resolver(
    _ responder: DNSResponder, time: Duration = .seconds(2), failureTime: Duration = .seconds(30)
  ) throws -> UnboundResolver {
    let server = UnboundConfiguration.Server(address: .v4(0x7F00_0001), port: responder.port)
    return try UnboundResolver(
      UnboundConfiguration(
        source: .recursion, stubs: [UnboundConfiguration.Stub(zone: "test.example", server: server)], questionTime: time,
        failureTime: failureTime))
  }

  @Test(arguments: ["silent", "servfail", "refused", "loop", "self", "cut", "empty"])
  func whatIsNoAnswerIsATemporaryFailure(name: String) async throws {
    let responder = try DNSResponder(Self.reply)
    defer { responder.stop() }
    let answer = await (try resolver(responder)).resolve(DNSQuestion("\(name).test.example", .txt))
    #expect(answer.isTemporaryFailure, "\(answer)")
  }

  @Test func everyOctetOfATextArrives() async throws {
    let responder = try DNSResponder(Self.reply)
    defer { responder.stop() }
    let resolver = try resolver(responder)
    let nul = await resolver.resolve(DNSQuestion("nul.test.example", .txt))
    #expect(nul.records == [.text([Array("v=spf1 \u{0} -all".utf8)])])
    let huge = await resolver.resolve(DNSQuestion("huge.test.example", .txt))
    #expect(huge.records == [.text(Array(repeating: [UInt8](repeating: 0x78, count: 255), count: 255))])
    let strings = await resolver.resolve(DNSQuestion("strings.test.example", .txt))
    #expect(strings.records == [.text(Array(repeating: [], count: 65_000))])
  }

  /// A hundred dead questions are open; libunbound by itself has sixteen sockets.
  @Test func aSilentServerHoldsUpNobodyElse() async throws {
    let well = try DNSResponder(Self.reply)
    let dead = try DNSResponder { _ in nil }
    defer {
      well.stop()
      dead.stop()
    }
    let loopback = IPAddress.v4(0x7F00_0001)
    let resolver = try UnboundResolver(
      UnboundConfiguration(
        source: .recursion,
        stubs: [
          UnboundConfiguration.Stub(zone: "test.example", server: .init(address: loopback, port: well.port)),
          UnboundConfiguration.Stub(zone: "dead.example", server: .init(address: loopback, port: dead.port)),
        ], questionTime: .seconds(5)))
    let answered = Counter()
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<100 {
        group.addTask {
          #expect(await resolver.resolve(DNSQuestion("d\(number).dead.example", .txt)).isTemporaryFailure)
          answered.add()
        }
      }
      for number in 0..<100 {
        let answer = await resolver.resolve(DNSQuestion("w\(number).test.example", .txt))
        #expect(answer.records == [.text([Array("well".utf8)])])
      }
      #expect(answered.value == 0)
    }
  }

  @Test func aFailureIsNotAskedForAgainForAWhile() async throws {
    let asked = Counter()
    let responder = try DNSResponder { query in
      asked.add()
      return Self.reply(to: query)
    }
    defer { responder.stop() }
    let resolver = try resolver(responder)
    let first = await resolver.resolve(DNSQuestion("servfail.test.example", .txt))
    let count = asked.value
    let second = await resolver.resolve(DNSQuestion("servfail.test.example", .txt))
    #expect(first == second && count > 0 && asked.value == count)
  }

  @Test func aCallerInAHurryIsAnsweredAndSpoilsNothing() async throws {
    let talks = Counter()
    let responder = try DNSResponder { query in talks.value == 0 ? nil : Self.reply(to: query) }
    defer { responder.stop() }
    let resolver = try resolver(responder, time: .seconds(20))
    let question = DNSQuestion("late.test.example", .txt)
    #expect(await resolver.resolve(question, until: .now + .milliseconds(1)) == .timeout)
    talks.add()
    #expect(await resolver.resolve(question).records == [.text([Array("well".utf8)])])
  }
}
