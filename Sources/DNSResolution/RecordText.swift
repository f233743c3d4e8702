import MailTypes

/// Record values as text (RFC 1035 §5.1), in the two forms zones come in.
enum RecordText {
  /// Why a value is not one of its type.
  struct Failure: Error {
    let reason: String
  }

  /// Reads the fields of a value. `absolute` makes a full name of one that is written relative to an origin.
  static func record(
    _ type: DNSRecordType, fields: [String], absolute: (String) -> String = { $0 }
  ) throws(Failure) -> DNSRecord {
    switch type {
    case .a, .aaaa: return .address(try address(type, fields))
    case .ns, .cname, .ptr:
      guard fields.count == 1 else { throw Failure(reason: "\(name(of: type)) takes one name") }
      return .name(withoutFinalDot(absolute(fields[0])))
    case .mx:
      guard fields.count == 2, let preference = UInt16(fields[0]) else {
        throw Failure(reason: "MX takes a preference of 0…65535 and a name")
      }
      return .mailExchange(preference: preference, exchange: withoutFinalDot(absolute(fields[1])))
    case .tlsa: return .opaque(try tlsa(fields))
    case .soa: return .opaque([])
    case .txt: throw Failure(reason: "TXT takes strings")
    }
  }

  static func type(named name: String) -> DNSRecordType? {
    DNSRecordType.allCases.first { self.name(of: $0) == name.uppercased() }
  }

  static func name(of type: DNSRecordType) -> String { "\(type)".uppercased() }

  private static func address(_ type: DNSRecordType, _ fields: [String]) throws(Failure) -> IPAddress {
    // An IPv4-mapped address is IPv4 once it is read: what counts for AAAA is how it was written.
    guard fields.count == 1, let address = IPAddress(fields[0]), fields[0].contains(":") == (type == .aaaa) else {
      throw Failure(reason: "\(name(of: type)) takes one \(type == .a ? "IPv4" : "IPv6") address")
    }
    return address
  }

  /// RFC 6698 §2.2: three numbers and hexadecimal digits, which may be parted by blanks.
  private static func tlsa(_ fields: [String]) throws(Failure) -> [UInt8] {
    let digits = fields.dropFirst(3).joined().utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue.map(UInt8.init) }
    let numbers = fields.prefix(3).compactMap { UInt8($0) }
    guard numbers.count == 3, !digits.isEmpty, digits.count % 2 == 0, digits.count == fields.dropFirst(3).joined().utf8.count
    else { throw Failure(reason: "TLSA takes three numbers and an even count of hexadecimal digits") }
    return numbers + stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }

  private static func withoutFinalDot(_ name: String) -> String {
    name.utf8.last == UInt8(ascii: ".") ? String(name.dropLast()) : name
  }
}
