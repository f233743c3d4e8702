import Foundation
import MailTypes
import MartletTestKit
import Testing

@testable import Geolocation

@Suite("Countries by ranges of addresses")
struct CountryRangesTests {
  private func ranges(_ text: String) throws -> CountryRanges { try CountryRanges(Array(text.utf8), of: "countries") }

  private func country(_ address: String, _ ranges: CountryRanges) throws -> String? {
    ranges.code(of: try #require(IPAddress(address))).text
  }

  @Test(
    "Each form of a row is read, and its edges belong to it",
    arguments: [
      ("192.0.2.10,192.0.2.20,AT", "192.0.2.10", "192.0.2.20", "192.0.2.9", "192.0.2.21"),
      ("3221225994,3221226004,at,Austria", "192.0.2.10", "192.0.2.20", "192.0.2.9", "192.0.2.21"),
      ("0.0.0.0,255.255.255.255,AT", "0.0.0.0", "255.255.255.255", "::", "2001:db8::"),
      ("2001:db8::,2001:db8::ff,AT\r", "2001:db8::", "2001:db8::ff", "2001:db7:ffff::", "2001:db8::100"),
      ("1:2:3:4:5:6:7:8,1:2:3:4:5:6:7:9,AT", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:9", "1:2:3:4:5:6:7:7", "1:2:3:4:5:6:7:a"),
      (
        "ffff::,ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff,AT", "ffff::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "fffe:ffff::", "::1"
      ),
    ])
  func edges(row: String, first: String, last: String, before: String, after: String) throws {
    let ranges = try ranges("# remark\n\n\(row)\n")
    #expect(try country(first, ranges) == "AT")
    #expect(try country(last, ranges) == "AT")
    #expect(try country(before, ranges) == nil)
    #expect(try country(after, ranges) == nil)
  }

  @Test("Neighbours keep their borders, gaps and unknown networks have no country")
  func neighbours() throws {
    let ranges = try ranges(
      """
      10.0.0.0,10.0.0.9,AT
      10.0.0.10,10.0.0.19,AT
      10.0.0.20,10.0.0.29,DE
      10.0.0.30,10.0.0.39,??
      10.0.0.50,10.0.0.59,A1
      10.0.0.60,10.0.0.69,ZZ
      10.0.0.70,10.0.0.79,AT
      2001:db8::,2001:db8::9,FR
      """)
    let found = try (0..<80).map { try country("10.0.0.\($0)", ranges) ?? "-" }
    let expected = (0..<80).map { index in
      switch index {
      case 0..<20, 70..<80: "AT"
      case 20..<30: "DE"
      default: "-"
      }
    }
    #expect(found == expected)
    #expect(try country("2001:db8::5", ranges) == "FR")
  }

  @Test(
    "A damaged file is refused whole, with the line",
    arguments: [
      ("10.0.0.0,10.0.0.9,AT\n10.0.0.10,10.0.", "countries line 2: is no row"),
      ("10.0.0.0,10.0.0.256,AT", "countries line 1: is no row"), ("10.0.0.0,10.0.0.9,AUT", "countries line 1: is no row"),
      ("10.0.0.0,10.0.0.9", "countries line 1: is no row"), ("4294967296,4294967297,AT", "countries line 1: is no row"),
      ("2001:db8:::,2001:db8::1,AT", "countries line 1: is no row"), (":1::,1::2,AT", "countries line 1: is no row"),
      ("1:2:3:4:5:6:7:8:9,1::,AT", "countries line 1: is no row"), ("1:2:3:4:5:6:7:8:,1::,AT", "countries line 1: is no row"),
      ("1::2::3,1::3,AT", "countries line 1: is no row"), ("12345::,12346::,AT", "countries line 1: is no row"),
      ("10.0.0.9,10.0.0.0,AT", "countries line 1: does not follow"),
      ("10.0.0.0,10.0.0.9,AT\n10.0.0.9,10.0.0.12,DE", "countries line 2: does not follow"),
      ("255.255.255.255,255.255.255.255,AT\n1.1.1.1,1.1.1.1,AT", "countries line 2: does not follow"),
      ("", "countries: has no ranges"), ("# remark\n", "countries: has no ranges"),
      ("\u{0}\u{1}\u{2}", "countries line 1: is no row"),
    ])
  func damaged(text: String, message: String) throws {
    let error = #expect(throws: CountryFileError.self) { try ranges(text) }
    #expect(error?.description.hasPrefix(message) == true, "\(error.map { "\($0)" } ?? "")")
  }

  @Test("Addresses of the installed database's own ranges, and of their edges")
  func installed() throws {
    let files = CountryDatabase.debianFiles
    guard files.allSatisfy(FileManager.default.fileExists) else {
      print("skipped: tor-geoipdb is not installed")
      return
    }
    let database = try CountryDatabase(files: files)
    var asked = 0
    for file in files {
      let rows = try InstalledRow.read(file)
      // Evenly spread, the first and the last row among them.
      for index in (0..<25).map({ $0 * (rows.count - 1) / 24 }) {
        let row = rows[index]
        let before = index > 0 && rows[index - 1].last &+ 1 == row.first ? rows[index - 1].country : nil
        let next = index + 1 < rows.count ? rows[index + 1] : nil
        let after = next.flatMap { $0.first == row.last &+ 1 ? $0.country : nil }
        #expect(database.country(of: row.address(row.first)) == row.country, "\(file) row \(index), first")
        #expect(database.country(of: row.address(row.last)) == row.country, "\(file) row \(index), last")
        if row.first > 0 {
          #expect(database.country(of: row.address(row.first - 1)) == before, "\(file) row \(index), before")
        }
        if row.last < row.limit {
          #expect(database.country(of: row.address(row.last + 1)) == after, "\(file) row \(index), after")
        }
        asked += 4
      }
    }
    #expect(asked >= 200)
  }
}

/// A row of the installed files, read by other code than the product's.
private struct InstalledRow {
  let first: UInt128
  let last: UInt128
  let country: String?
  let isV6: Bool

  var limit: UInt128 { isV6 ? .max : UInt128(UInt32.max) }

  func address(_ value: UInt128) -> IPAddress {
    isV6
      ? .v6(high: UInt64(truncatingIfNeeded: value >> 64), low: UInt64(truncatingIfNeeded: value))
      : .v4(UInt32(truncatingIfNeeded: value))
  }

  static func read(_ path: String) throws -> [InstalledRow] {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    return text.split(separator: "\n").compactMap { line in
      let cells = line.split(separator: ",")
      guard cells.count == 3, !line.hasPrefix("#"), let first = value(cells[0]), let last = value(cells[1]) else { return nil }
      return InstalledRow(
        first: first, last: last, country: cells[2] == "??" ? nil : String(cells[2]), isV6: cells[0].contains(":"))
    }
  }

  /// IPv6 by the C library.
  private static func value(_ text: Substring) -> UInt128? {
    if let number = UInt128(text) { return number }
    var octets = in6_addr()
    guard inet_pton(AF_INET6, String(text), &octets) == 1 else { return nil }
    return withUnsafeBytes(of: octets) { $0.reduce(0) { $0 << 8 | UInt128($1) } }
  }
}
