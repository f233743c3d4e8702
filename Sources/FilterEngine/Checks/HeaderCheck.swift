import FilterPolicy
import InternetMessage
import MailTypes

/// What RFC 5322 §3.6 asks of every message, and what honest mail does not do.
struct HeaderCheck: ScanCheck {
  private let noFrom = SignalDeclaration("header.noFrom", 2, "There is no From field")
  private let manyFrom = SignalDeclaration("header.manyFrom", 2.5, "There is more than one From field")
  private let noDate = SignalDeclaration("header.noDate", 1, "There is no Date field")
  private let noMessageID = SignalDeclaration("header.noMessageID", 1, "There is no Message-ID field")
  private let noRecipient = SignalDeclaration("header.noRecipient", 0.5, "There is neither a To nor a Cc field")
  private let malformed = SignalDeclaration("header.malformed", 1, "The header is not formed as mail requires")
  private let otherAddress = SignalDeclaration(
    "header.nameIsAddress", 2, "The sender's name shows an address of another domain")
  private let brandElsewhere = SignalDeclaration(
    "header.brandElsewhere", 2, "The sender's name is that of a well-known brand, and the address is not")
  private let replyElsewhere = SignalDeclaration("header.replyElsewhere", 0.6, "Replies go to another domain than the sender's")
  private let reply = SignalDeclaration("header.reply", -0.8, "The message answers an earlier one")

  var declarations: [SignalDeclaration] {
    [noFrom, manyFrom, noDate, noMessageID, noRecipient, malformed, otherAddress, brandElsewhere, replyElsewhere, reply]
  }

  func signals(for facts: ScanFacts) -> [Signal] {
    let header = facts.message.header
    func isMissing(_ name: String) -> Bool { header.first(name) == nil }
    let fromCount = header.all("From").count
    return noFrom.found(if: fromCount == 0)
      + manyFrom.found(if: fromCount > 1, "\(fromCount)")
      + noDate.found(if: isMissing("Date"))
      + noMessageID.found(if: isMissing("Message-ID"))
      + noRecipient.found(if: isMissing("To") && isMissing("Cc"))
      + malformedSignal(header)
      + nameSignal(facts.message)
      + brandSignal(facts.message)
      + replySignal(facts.message)
      + reply.found(if: !isMissing("In-Reply-To") && !isMissing("References"))
  }

  /// International mail has octets above 127 in its header, obsolete spacing is old, not evil, and long lists of
  /// references make long lines.
  private func malformedSignal(_ header: HeaderBlock) -> [Signal] {
    let serious = header.defects.subtracting([.eightBit, .spaceBeforeColon, .lineTooLong])
    return malformed.found(if: !serious.isEmpty, serious.map { $0.rawValue }.sorted().joined(separator: ", "))
  }

  private func nameSignal(_ message: MessageFacts) -> [Signal] {
    guard let from = message.from.first, let name = from.name, let shown = HeaderCheck.domain(inName: name),
      let actual = from.mailbox?.domainName
    else { return [] }
    return otherAddress.found(if: !HeaderCheck.areRelated(shown, actual), "\(name) <\(from.address)>")
  }

  private func brandSignal(_ message: MessageFacts) -> [Signal] {
    guard let from = message.from.first, let name = from.name, let domain = from.mailbox?.domainName else { return [] }
    return KnownBrands.borrowed(name: name, domain: domain.text).map { [brandElsewhere.found("\($0): <\(from.address)>")] }
      ?? []
  }

  private func replySignal(_ message: MessageFacts) -> [Signal] {
    guard let from = message.from.first?.mailbox?.domainName, let replyTo = message.replyTo.first?.mailbox?.domainName
    else { return [] }
    return replyElsewhere.found(if: !HeaderCheck.areRelated(from, replyTo), "\(replyTo)")
  }

  private static func areRelated(_ left: DomainName, _ right: DomainName) -> Bool {
    left.isEqualOrSubdomain(of: right) || right.isEqualOrSubdomain(of: left)
  }

  /// The domain of an address inside a display name: `"support@bank.example" <x@evil.example>`.
  private static func domain(inName name: String) -> DomainName? {
    let words = name.split { $0 == " " || "<>()[],;:\"'".contains($0) }
    return words.lazy.compactMap { EmailAddress($0)?.domainName }.first
  }
}
