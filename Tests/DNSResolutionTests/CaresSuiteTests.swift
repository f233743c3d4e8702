import DNSResolution
import Foundation
import MailTypes
import MartletTestKit
import Synchronization
import Testing

/// Packets and names of c-ares, sent by a server and asked for through libunbound.
@Suite struct CaresSuiteTests {
  private struct Packet: Decodable {
    let test: String
    let n: Int
    let hex: String
    let dnspython: Reference

    struct Reference: Decodable {
      let ok: Bool
      let text: String?
    }
  }

  private struct Name: Decodable {
    let id: String
    let hex: String
  }

  @Test func packetsAndNamesOfCAres() async throws {
    guard let packets = try SharedFolder.data("suites/dns-cares/raw-vectors.json"),
      let names = try SharedFolder.data("suites/dns-cares/fuzz-names.json")
    else { return }
    var report = try ConformanceReport(
      suite: "dns-cares",
      subject:
        "Answers of the types that Martlet asks for: whole ones are read, broken ones are temporary failures. Names: asked "
        + "for octet by octet, or not at all where DNS cannot hold them.",
      reasons: CaseFolder("conformance").files(endingIn: "dns-cares.reasons").first)
    for packet in try JSONDecoder().decode([Packet].self, from: packets) {
      guard let agrees = try await agrees(packet) else { continue }
      report.record("\(packet.test) \(packet.n)", agrees: agrees)
    }
    for name in try JSONDecoder().decode([Name].self, from: names) {
      report.record(name.id, agrees: try await agrees(name))
    }
    let problems = try report.problems()
    #expect(problems == [])
  }

  /// `nil` for types that Martlet does not ask for.
  private func agrees(_ packet: Packet) async throws -> Bool? {
    let message = Self.octets(packet.hex)
    let query = DNSResponder.Query(message)
    guard query == nil || DNSRecordType(rawValue: query?.type ?? 0) != nil else { return nil }
    let question = DNSQuestion(query?.text ?? "example.com", query.flatMap { DNSRecordType(rawValue: $0.type) } ?? .a)
    let responder = try DNSResponder { $0.reply(raw: message) }
    defer { responder.stop() }
    let answer = await (try Self.resolver(responder)).resolve(question)
    guard packet.dnspython.ok else { return answer.isTemporaryFailure }
    let wanted = (packet.dnspython.text ?? "").split(separator: "\n").compactMap { line -> IPAddress? in
      guard let mark = line.range(of: " IN A ") else { return nil }
      return IPAddress(line[mark.upperBound...])
    }
    return answer.records == wanted.map { DNSRecord.address($0) }
  }

  private func agrees(_ name: Name) async throws -> Bool {
    let text = String(decoding: Self.octets(name.hex), as: UTF8.self)
    let asked = Asked()
    let responder = try DNSResponder { query in
      asked.name.withLock { $0 = query.name }
      return query.reply(code: 3)
    }
    defer { responder.stop() }
    let answer = await (try Self.resolver(responder)).resolve(DNSQuestion(text, .a))
    return answer == .nameError && asked.name.withLock { $0 } == Self.wire(text)
  }

  private final class Asked: Sendable {
    let name = Mutex<[UInt8]?>(nil)
  }

  /// `nil` where there is no such name (RFC 1035 §2.3.4).
  private static func wire(_ name: String) -> [UInt8]? {
    let text = name.hasSuffix(".") ? name.dropLast() : name[...]
    let labels = text.lowercased().utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard labels.allSatisfy({ (1...63).contains($0.count) }) else { return nil }
    return labels.flatMap { [UInt8($0.count)] + $0 } + [0]
  }

  private static func resolver(_ responder: DNSResponder) throws -> UnboundResolver {
    let server = UnboundConfiguration.Server(address: .v4(0x7F00_0001), port: responder.port)
    return try UnboundResolver(UnboundConfiguration(source: .forwarders([server]), questionTime: .seconds(1)))
  }

  private static func octets(_ hex: String) -> [UInt8] {
    let digits = hex.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }
}
