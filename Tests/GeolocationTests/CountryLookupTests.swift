import FilterPolicy
import Foundation
import MailTypes
import MartletTestKit
import Synchronization
import Testing

@testable import Geolocation

@Suite("The database of countries in force")
struct CountryLookupTests {
  private final class Events: Sendable {
    let lines = Mutex<[String]>([])

    func note(_ event: CountryLookup.Event) {
      lines.withLock { lines in
        switch event {
        case .loaded: lines.append("loaded")
        case .notInstalled: lines.append("not installed")
        case .failed(_, let keepsOld): lines.append(keepsOld ? "kept" : "none")
        }
      }
    }
  }

  private let address = IPAddress.v4(0xC000_0205)

  @Test("New files are taken over; damaged and missing ones leave the old countries in force")
  func reload() throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appendingPathComponent("countries")
    let events = Events()
    let lookup = CountryLookup(files: [file.path], report: events.note)
    lookup.reload()
    #expect(lookup.country(of: address) == nil)
    try "192.0.2.0,192.0.2.255,AT\n".write(to: file, atomically: true, encoding: .utf8)
    lookup.reload()
    #expect(lookup.country(of: address) == "AT")
    try "192.0.2.0,192.0.2.255,D".write(to: file, atomically: true, encoding: .utf8)
    lookup.reload()
    #expect(lookup.country(of: address) == "AT")
    try FileManager.default.removeItem(at: file)
    lookup.reload()
    #expect(lookup.country(of: address) == "AT")
    try "192.0.2.0,192.0.2.255,DE\n".write(to: file, atomically: true, encoding: .utf8)
    lookup.reload()
    #expect(lookup.country(of: address) == "DE")
    #expect(events.lines.withLock { $0 } == ["none", "loaded", "kept", "kept", "loaded"])
  }

  @Test("Of several files the first that knows an address is believed")
  func order() throws {
    let folder = try TemporaryFolder()
    let files = ["a", "b"].map { folder.url.appendingPathComponent($0) }
    try "192.0.2.0,192.0.2.9,AT\n".write(to: files[0], atomically: true, encoding: .utf8)
    try "192.0.2.0,192.0.2.255,DE\n2001:db8::,2001:db8::ff,DE\n".write(to: files[1], atomically: true, encoding: .utf8)
    let database = try CountryDatabase(files: files.map(\.path))
    #expect(database.country(of: .v4(0xC000_0205)) == "AT")
    #expect(database.country(of: .v4(0xC000_0219)) == "DE")
    #expect(database.country(of: try #require(IPAddress("2001:db8::1"))) == "DE")
  }

  @Test("A client that a relay of ours hides has no country, nor one of which nothing was read")
  func route() throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appendingPathComponent("countries")
    try "192.0.2.0,192.0.2.255,AT\n".write(to: file, atomically: true, encoding: .utf8)
    let lookup = CountryLookup(files: [file.path]) { _ in }
    lookup.reload()
    func country(_ route: AuthenticationFacts.Route, unscannable: String? = nil) -> String? {
      lookup.country(
        of: Findings(
          authentication: AuthenticationFacts(route: route), signals: [],
          entities: Entities(sender: "", clientAddress: address), engine: "test", unscannable: unscannable))
    }
    #expect(country(.direct) == "AT")
    #expect(country(.relayed) == "AT")
    #expect(country(.hidden) == nil)
    #expect(country(.direct, unscannable: "it hung") == nil)
  }

  @Test("A database of MaxMind's form is read, and goes on where its file is cut short in place")
  func maxMind() throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appendingPathComponent("countries.mmdb")
    try Data(TinyMaxMind.bytes(country: "AT")).write(to: file)
    let database = try CountryDatabase(files: [file.path])
    #expect(database.country(of: address) == "AT")
    #expect(database.country(of: .v4(0x4000_0001)) == nil)
    #expect(database.country(of: try #require(IPAddress("2001:db8::1"))) == nil)
    let handle = try FileHandle(forWritingTo: file)
    try handle.truncate(atOffset: 0)
    try handle.close()
    #expect(database.country(of: address) == "AT")
    let error = #expect(throws: CountryFileError.self) { try CountryDatabase(files: [file.path]) }
    #expect(error?.path == file.path)
    #expect(throws: CountryFileError.self) { try CountryDatabase(files: ["/nonexistent.mmdb"]) }
  }
}

/// The smallest database of MaxMind's form (its specification 2.0): one node, whose right branch, addresses from 128.0.0.0 on,
/// leads to `{"country": {"iso_code": …}}`.
private enum TinyMaxMind {
  static func bytes(country: String) -> [UInt8] {
    let data = map([("country", map([("iso_code", string(country))]))])
    // One node, 24-bit records: left is "not found" (the count of nodes), right is the count + 16 + offset 0.
    let tree: [UInt8] = [0, 0, 1, 0, 0, 17]
    let metadata = map([
      ("node_count", [0xC1, 1]), ("record_size", number(24)), ("ip_version", number(4)),
      ("database_type", string("Test")), ("languages", [0x00, 0x04]),
      ("binary_format_major_version", number(2)), ("binary_format_minor_version", number(0)),
      ("build_epoch", [0x01, 0x02, 1]), ("description", map([])),
    ])
    return tree + [UInt8](repeating: 0, count: 16) + data + [0xAB, 0xCD, 0xEF] + Array("MaxMind.com".utf8) + metadata
  }

  private static func map(_ entries: [(String, [UInt8])]) -> [UInt8] {
    [0xE0 | UInt8(entries.count)] + entries.flatMap { string($0.0) + $0.1 }
  }

  /// Of at most 28 octets.
  private static func string(_ text: String) -> [UInt8] { [0x40 | UInt8(text.utf8.count)] + Array(text.utf8) }

  /// Of 16 bits; those of 32 and 64 are written out where they stand.
  private static func number(_ value: UInt8) -> [UInt8] { [0xA1, value] }
}
