import MailTypes

/// What macros stand for in one check (RFC 7208 §7.2).
struct SPFMacroValues {
  let request: SPFRequest
  /// The domain whose record is being read.
  let domain: String
  /// For `%{p}`; `nil` where no name of the client could be validated.
  var validatedName: String?

  /// The text with its macros replaced. Values come from the message: any octets.
  func expand(_ text: SPFMacroString) -> [UInt8] {
    text.pieces.flatMap { piece in
      switch piece {
      case .literal(let octets): octets
      case .macro(let macro): macro.transformed(Array(value(macro.letter).utf8))
      }
    }
  }

  private func value(_ letter: SPFMacro.Letter) -> String {
    let sender = request.sender
    switch letter {
    case .sender: return sender.localPart + "@" + sender.domain
    case .localPart: return sender.localPart
    case .senderDomain: return sender.domain
    case .domain: return domain
    case .client: return clientLabels
    case .validatedName: return validatedName ?? "unknown"
    case .family: return request.client.bitWidth == 32 ? "in-addr" : "ip6"
    case .helo: return request.helo
    case .readableClient: return request.client.description
    case .receiver: return request.receiver ?? "unknown"
    case .timestamp: return String(request.now.microseconds / 1_000_000)
    }
  }

  /// RFC 7208 §7.3: the dotted quad, or the 32 nibbles of an IPv6 address with dots between them.
  private var clientLabels: String {
    guard request.client.bitWidth == 128 else { return request.client.description }
    return request.client.octets.flatMap { [$0 >> 4, $0 & 15] }.map { String($0, radix: 16, uppercase: true) }
      .joined(separator: ".")
  }
}
