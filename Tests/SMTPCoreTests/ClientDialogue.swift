import Foundation
import MailTypes
import SMTPCore

/// A conversation as a file: what the server says, what the caller does, and what the client session has to answer.
///
///     @ tls required            settings, before anything else: flavor, tls, from, to, size, flags
///     S: 220 mx.example         the server says
///     > begin                   the caller does: begin, handshake, sent, lost, quit
///     C: EHLO client.example    the session sends
///     ! ready                   the session asks for something else; each result line follows a `! finished`
///     = 250 2.1.5 Ok
struct ClientDialogue {
  enum Step {
    case server(String)
    case caller(String)
    case expected(line: Int, String)
  }

  struct Mistake: Error, CustomStringConvertible {
    let description: String
  }

  private(set) var configuration: SMTPClientSession.Configuration
  private(set) var transaction = SMTPTransaction(
    envelope: Envelope(reversePath: .null), purpose: .message(size: 1000, hasUTF8Headers: false))
  private(set) var steps: [Step] = []
  /// What is promised depends on octets that arrive together.
  private(set) var isWholeOnly = false

  init(_ file: URL) throws {
    guard let name = DomainName("client.example") else { throw Mistake(description: "client.example") }
    configuration = SMTPClientSession.Configuration(clientName: name, tls: .none)
    let text = try String(contentsOf: file, encoding: .utf8)
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let place = "\(file.lastPathComponent):\(index + 1)"
      guard !line.isEmpty, line.first != "#" else { continue }
      let rest = String(line.drop { $0 != " " }.dropFirst())
      switch line.prefix(1) {
      case "@": try set(rest.split(separator: " ").map(String.init), place)
      case "S": steps.append(.server(rest))
      case ">": steps.append(.caller(rest))
      case "C", "!", "=": steps.append(.expected(line: index + 1, String(line)))
      default: throw Mistake(description: "\(place): not understood: \(line)")
      }
    }
  }

  private mutating func set(_ words: [String], _ place: String) throws {
    let mistake = Mistake(description: "\(place): not a setting: \(words.joined(separator: " "))")
    guard let name = words.first, let value = words.dropFirst().first else { throw mistake }
    switch name {
    case "flavor": configuration.flavor = value == "lmtp" ? .lmtp : .smtp
    case "tls": configuration.tls = NextHop.TLSPolicy(rawValue: value) ?? .none
    case "from": transaction.envelope.reversePath = EmailAddress(value).map { .mailbox($0) } ?? .null
    case "to":
      guard let address = EmailAddress(value) else { throw mistake }
      transaction.envelope.recipients.append(Envelope.Recipient(address))
    case "notify": try setLast(mistake) { $0.notify = Envelope.Notify(rawValue: Int(value) ?? 0) }
    case "orcpt": try setLast(mistake) { $0.originalRecipient = words.dropFirst().joined(separator: " ") }
    case "envid": transaction.envelope.envelopeID = words.dropFirst().joined(separator: " ")
    case "ret": transaction.envelope.notificationReturn = Envelope.NotificationReturn(rawValue: value)
    case "size": transaction.purpose = .message(size: Int(value) ?? 0, hasUTF8Headers: false)
    case "is": try setFlag(value, mistake)
    default: throw mistake
    }
  }

  private mutating func setLast(_ mistake: Mistake, _ change: (inout Envelope.Recipient) -> Void) throws {
    guard var last = transaction.envelope.recipients.popLast() else { throw mistake }
    change(&last)
    transaction.envelope.recipients.append(last)
  }

  private mutating func setFlag(_ value: String, _ mistake: Mistake) throws {
    switch value {
    case "8bit": transaction.envelope.is8BitMIME = true
    case "8bit-required": configuration.requiresEightBitMIME = true
    case "smtputf8": transaction.envelope.isSMTPUTF8 = true
    case "utf8-headers": transaction.purpose = .message(size: 1000, hasUTF8Headers: true)
    case "probe": transaction.purpose = .probe
    case "whole": isWholeOnly = true
    default: throw mistake
    }
  }
}
