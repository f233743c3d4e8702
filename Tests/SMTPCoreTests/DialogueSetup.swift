import MailTypes
import MartletTestKit
import SMTPCore
import Testing

/// What the options of a dialogue mean for a session.
struct DialogueSetup {
  var configuration: SMTPServerConfiguration
  var client: ClientFacts
  let isEarly: Bool

  init(_ dialogue: Dialogue) throws {
    configuration = try DialogueSetup.plain()
    let address = try #require(IPAddress(dialogue.option("client") ?? "192.0.2.7"))
    client = ClientFacts(address: address, port: 40000, listener: "test")
    isEarly = dialogue.option("early") != nil
    let trusted = [try #require(IPNetwork("192.0.2.0/24"))]
    for option in dialogue.options {
      switch option.name {
      case "lmtp": configuration.isLMTP = true
      case "tls": configuration.offersTLS = true
      case "auth": configuration.offersAuthentication = true
      case "xclient": configuration.xclientNetworks = trusted
      case "xforward": configuration.xforwardNetworks = trusted
      case "proxy": configuration.proxyNetworks = trusted
      case "limit": try setLimit(option.value)
      case "client", "early", "whole": break
      default: Issue.record("\(dialogue.name): unknown option @\(option.name)")
      }
    }
  }

  static func plain() throws -> SMTPServerConfiguration {
    SMTPServerConfiguration(hostname: try #require(DomainName(DialoguePolicy.hostname)))
  }

  private mutating func setLimit(_ text: String) throws {
    let words = text.split(separator: " ")
    let value = try #require(words.last.flatMap { Int($0) })
    switch words.first {
    case "messageSize": configuration.limits.messageSize = value
    case "headerSize": configuration.limits.headerSize = value
    case "recipients": configuration.limits.recipients = value
    case "errors": configuration.limits.errors = value
    case "failedAuthentications": configuration.limits.failedAuthentications = value
    case "refusedRecipients": configuration.limits.refusedRecipients = value
    case "commandsWithoutMail": configuration.limits.commandsWithoutMail = value
    default: Issue.record("unknown limit in a dialogue: \(text)")
    }
  }
}
