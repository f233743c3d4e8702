import FilterPolicy
import MailTypes

/// A message from the network, for one recipient of ours.
enum ScanFixture {
  static let client = IPAddress.v4(0xC000_0201)

  static func subject(helo: String = "mail.example.net", address: IPAddress = client) -> ScanSubject {
    ScanSubject(
      traceID: TraceID(), client: ClientFacts(address: address, helo: helo), envelope: Envelope(reversePath: .null),
      receivedAt: 0,
      hostname: "mx.example.org")
  }

  static func decision(_ findings: Findings, recipient: EmailAddress) -> Decision {
    evaluate(
      findings, context: EvaluationContext(traceID: TraceID(), direction: .inbound),
      snapshot: PolicySnapshot(organization: "example", hostname: "mx.example.org"), recipient: recipient,
      now: UTCTime(microseconds: 0))
  }
}
