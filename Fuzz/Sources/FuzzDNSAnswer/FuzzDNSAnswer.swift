import CFuzzDriver
import DNSResolution
import MailTypes

/// Any octets as the data of DNS records, and as zones: no trap; what is read keeps to the bounds of DNS.
@main
struct FuzzDNSAnswer {
  static func main() {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    _ = LLVMFuzzerRunDriver(&count, &arguments) { data, size in
      FuzzDNSAnswer.check(Array(UnsafeBufferPointer(start: data, count: size)))
      return 0
    }
  }

  /// The first octet says what the others are: a zone, the numbers of pieces of one, or the data of a record.
  static func check(_ input: [UInt8]) {
    guard let first = input.first else { return }
    let rest = Array(input.dropFirst())
    switch first & 3 {
    case 0: _ = try? ZoneResolver(text: rest, source: "zone")
    case 1: _ = try? ZoneResolver(text: rest.flatMap { pieces[Int($0) % pieces.count] }, source: "zone")
    default: for type in DNSRecordType.allCases { WireRecord.decode(type, rest).map { checkRecord($0, of: rest) } }
    }
  }

  private static func checkRecord(_ record: DNSRecord, of data: [UInt8]) {
    switch record {
    case .address(let address): precondition(address.octets == data || data.count == 16)
    case .name(let name), .mailExchange(_, let name):
      // Each octet is one character or an escape of four.
      precondition(name.utf8.count <= 4 * 255 && name.utf8.allSatisfy { (0x21...0x7E).contains($0) })
    case .text(let strings):
      precondition(strings.reduce(0) { $0 + $1.count + 1 } == data.count && strings.allSatisfy { $0.count <= 255 })
    case .opaque(let octets): precondition(octets == data)
    }
  }

  private static let pieces: [[UInt8]] = [
    "$ORIGIN ", "$TTL 300", "example.org.", "@", "a", "*", ".", "\n", " ", "\t", "\r", "(", ")", ";", "\"", "\\", "\\000",
    "\\256",
    "\\.", "IN", "CH", "A", "AAAA", "MX", "TXT", "CNAME", "PTR", "NS", "SOA", "TLSA", "SRV", "192.0.2.1", "2001:db8::1", "10",
    "65536", "3 1 1", "00ff", "\0", "é", "{", "}", "[", "]", ":", ",", "\"a.example\"", "\"TXT\"", "\"SERVFAIL\"",
    "\"TIMEOUT\"",
    "\"v=spf1 -all\"", "\"\\u0000\"", "\"\\u0100\"", "null", "1h30m",
  ].map { Array($0.utf8) }
}
