import MailTypes

/// Countries by ranges of addresses, from text as Debian's tor-geoipdb has it: `first,last,CC` a line, in ascending order within
/// each family, IPv4 as numbers or dotted, `#` before remarks. Further columns are passed over.
struct CountryRanges: Sendable {
  private var v4 = RangeTable<UInt32>()
  private var v6 = RangeTable<UInt128>()

  /// - Throws: `CountryFileError` at the first line that is no such row: half a database would be a guess.
  init(_ bytes: [UInt8], of path: String) throws(CountryFileError) {
    var (line, start) = (0, 0)
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      line += 1
      let row = bytes[start..<end]
      start = end + 1
      guard let first = row.first, first != UInt8(ascii: "#"), first != 0x0D else { continue }
      guard let range = CountryRanges.range(row) else {
        throw CountryFileError(path, line: line, "is no row of first address, last address, country; install the file again")
      }
      guard add(range) else {
        throw CountryFileError(path, line: line, "does not follow the row before it; sort the ranges, none may overlap")
      }
    }
    v4.finish()
    v6.finish()
    guard !v4.isEmpty || !v6.isEmpty else { throw CountryFileError(path, "has no ranges; install the file again") }
  }

  func code(of address: IPAddress) -> CountryCode {
    switch address {
    case .v4(let value): v4.code(of: value)
    case .v6(let high, let low): v6.code(of: UInt128(high) << 64 | UInt128(low))
    }
  }

  private enum Range {
    case v4(UInt32, UInt32, CountryCode)
    case v6(UInt128, UInt128, CountryCode)
  }

  private mutating func add(_ range: Range) -> Bool {
    switch range {
    case .v4(let first, let last, let code): v4.append(first, last, code)
    case .v6(let first, let last, let code): v6.append(first, last, code)
    }
  }

  private static func range(_ row: ArraySlice<UInt8>) -> Range? {
    let comma = UInt8(ascii: ",")
    guard let one = row.firstIndex(of: comma), let two = row[(one + 1)...].firstIndex(of: comma) else { return nil }
    let (first, last) = (row[..<one], row[(one + 1)..<two])
    let rest = row[(two + 1)...]
    guard let code = CountryCode(rest.prefix { $0 != comma && $0 != 0x0D }) else { return nil }
    if first.contains(UInt8(ascii: ":")) {
      guard let low = AddressBytes.v6(first), let high = AddressBytes.v6(last) else { return nil }
      return .v6(low, high, code)
    }
    guard let low = AddressBytes.v4(first), let high = AddressBytes.v4(last) else { return nil }
    return .v4(low, high, code)
  }
}
