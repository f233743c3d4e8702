import MailTypes

/// Answers as the case files write them.
enum AnswerText {
  static func text(_ answer: DNSAnswer) -> String {
    switch answer {
    case .records(let records, _): records.map(text).joined(separator: separator(records))
    case .noData: "nodata"
    case .nameError: "nxdomain"
    case .failure: "failure"
    case .timeout: "timeout"
    }
  }

  private static func separator(_ records: [DNSRecord]) -> String {
    if case .address? = records.first { " " } else { ", " }
  }

  private static func text(_ record: DNSRecord) -> String {
    switch record {
    case .address(let address): "\(address)"
    case .name(let name): name
    case .mailExchange(let preference, let exchange): "\(preference) \(exchange.isEmpty ? "." : exchange)"
    case .text(let strings): strings.map { "\"" + $0.map(character).joined() + "\"" }.joined(separator: " ")
    case .opaque(let bytes): "#" + bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
  }

  private static func character(_ octet: UInt8) -> String {
    guard (0x20...0x7E).contains(octet) else {
      let digits = String(octet)
      return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
    }
    return String(UnicodeScalar(octet))
  }
}
