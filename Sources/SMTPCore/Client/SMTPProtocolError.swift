public import MailTypes

/// What a server said that is no SMTP. The connection cannot be used any further.
public enum SMTPProtocolError: Error, Hashable, Sendable {
  case lineTooLong(limit: Int)
  case tooManyLines(limit: Int)
  /// The start of the line, printable.
  case notAReply(String)
  /// The lines of one reply carry different codes (RFC 5321 §4.2.1).
  case codeChanged(from: Int, to: Int)
  case unexpectedReply(SMTPReply)
  /// Bytes in clear behind the `220` that starts TLS: what was injected there would count as protected (RFC 3207 §6).
  case bytesBehindStartTLS

  /// How a delivery that met this error is recorded: it may go better another time, or at another host.
  public var reply: SMTPReply { SMTPReply(451, EnhancedStatusCode(4, 5, 0), "The server broke the protocol: \(self)") }
}

extension SMTPProtocolError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .lineTooLong(let limit): "a reply line of more than \(limit) octets"
    case .tooManyLines(let limit): "a reply of more than \(limit) lines"
    case .notAReply(let text): "not a reply: \(text)"
    case .codeChanged(let first, let second): "reply code changed from \(first) to \(second) within one reply"
    case .unexpectedReply(let reply): "unexpected reply: \(reply)"
    case .bytesBehindStartTLS: "bytes in clear behind the answer to STARTTLS"
    }
  }
}
