import FilterPolicy
import GatewayStorage
import InternetMessage
import Logging
import MailAuthentication
import MailQueue
import MailTypes

/// Signs the copies of messages as they leave, after every edit: with DKIM what our own people send, with an ARC set what
/// strangers send and we pass on.
///
/// A message that cannot be signed leaves without: it is authentic all the same, SPF may vouch for it, and mail that waits for
/// a key helps nobody. The log says so each time.
struct OutgoingSigner {
  let settings: FlowSettings
  let keyring: SigningKeyring
  let logger: Logger

  /// The plan with signatures on its copies. `header` is the header block of the message, or the beginning of it that was read.
  func signed(
    _ plan: DispatchPlan, of message: StoredMessage, _ findings: Findings, header: [UInt8], now: UTCTime
  ) -> DispatchPlan {
    let block = HeaderBlock(header)
    guard let hand = settings.isOurs(message.client) ? signer(for: message, block) : sealer(findings) else { return plan }
    var batch = SigningBatch(hand: hand, message: message, header: header, bodyStart: block.bodyStart, now: now)
    var plan = plan
    do {
      try plan.changeEdits { try batch.sign(&$0) }
    } catch {
      logger.error(
        "message",
        metadata: [
          "event": "signing", "status": "unsigned", "trace": "\(message.traceID)", "cause": "\(error)",
        ])
    }
    return plan
  }

  /// A signer for mail whose author and sender are ours, and which one of our own clients handed in: what strangers say in
  /// our name is not signed. A reply without a sender, as a notification is, goes by its author alone.
  private func signer(for message: StoredMessage, _ header: HeaderBlock) -> SigningHand? {
    let fields = header.all("From")
    let authors = header.addresses("From").map { $0.mailbox?.domainName }
    guard fields.count == 1, authors.count == 1, let author = authors[0], isOurs(author) else { return nil }
    if let sender = message.envelope.reversePath.mailbox {
      guard let domain = sender.domainName, isOurs(domain) else { return nil }
    }
    return keyring.signer(for: author).map { .author($0) }
  }

  /// A sealer for mail of strangers, where a domain is configured that seals, and the chain so far is known.
  private func sealer(_ findings: Findings) -> SigningHand? {
    guard let domain = settings.sealDomain, findings.authentication.isChecked,
      let chain = ARCResult.Verdict(rawValue: findings.authentication.arc.result), let sealer = keyring.sealer(for: domain)
    else { return nil }
    return .handler(sealer, chain: chain, authservID: settings.hostname.text)
  }

  private func isOurs(_ domain: DomainName) -> Bool { settings.ownDomains.contains(domain) }
}

/// Who signs, and as what.
private enum SigningHand {
  case author(DKIMSigner)
  case handler(ARCSealer, chain: ARCResult.Verdict, authservID: String)

  /// The fields to put above a header; `message` may be without its body.
  func sign(_ message: SignedMessage, bodyHash: [UInt8], at time: UTCTime) throws -> [String] {
    switch self {
    case .author(let signer): return try signer.sign(message, bodyHash: bodyHash, at: time)
    case .handler(let sealer, let chain, let authservID):
      let results = AuthenticationResults(merging: message, authservID: authservID)
      do throws(ARCSealer.Failure) {
        return try sealer.seal(message, bodyHash: bodyHash, chain: chain, results: results, at: time)
      } catch .chainEnded {
        // RFC 8617 §5.1: what cannot be added to is passed on as it is.
        return []
      }
    }
  }
}

/// The signatures over one message: each form of its body is hashed once, and copies with the same edits share them.
private struct SigningBatch {
  let hand: SigningHand
  let message: StoredMessage
  let header: [UInt8]
  let bodyStart: Int
  let now: UTCTime
  private var bodyHashes: [[BodyEdit]: [UInt8]] = [:]
  private var signatures: [HeaderEdits: [String]] = [:]

  init(hand: SigningHand, message: StoredMessage, header: [UInt8], bodyStart: Int, now: UTCTime) {
    self.hand = hand
    self.message = message
    self.header = header
    self.bodyStart = bodyStart
    self.now = now
  }

  /// Puts the signatures on top of everything else.
  mutating func sign(_ edits: inout HeaderEdits) throws {
    let fields = try signatures[edits] ?? newSignatures(edits)
    signatures[edits] = fields
    edits.prepend(contentsOf: fields)
  }

  private mutating func newSignatures(_ edits: HeaderEdits) throws -> [String] {
    let hash = try bodyHashes[edits.body] ?? message.content.bodyHash(from: bodyStart, edits: edits.body)
    bodyHashes[edits.body] = hash
    let edited = edits.apply(to: header)
    let rest = min(edited.rest, header.count)
    let head = edited.header + header[rest..<max(rest, min(bodyStart, header.count))]
    return try hand.sign(SignedMessage(head, header: HeaderBlock(head)), bodyHash: hash, at: now)
  }
}
