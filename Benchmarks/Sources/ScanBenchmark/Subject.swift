import FilterPolicy
import MailTypes

/// The envelope all messages are scanned with: the scan without DNS does not depend on it.
enum Subject {
  static func make() throws -> ScanSubject {
    guard let address = IPAddress("192.0.2.1"), let recipient = EmailAddress("recipient@bench.test") else {
      throw UsageError("the fixed addresses are not understood")
    }
    return ScanSubject(
      traceID: TraceID(), client: ClientFacts(address: address, port: 25, listener: "bench"),
      envelope: Envelope(reversePath: .null, recipients: [Envelope.Recipient(recipient)]), receivedAt: 1_700_000_000_000_000,
      hostname: "mx.bench.test")
  }
}
