import GatewayStorage
import InternetMessage
import Logging
import MailQueue
import MailTypes
import Testing

/// A queue with everything around it under the test's control.
struct QueueBench {
  let clock = ManualClock()
  let relay = ScriptedRelay()
  let store = WatchedStore()
  let queue: DeliveryQueue

  static let hop = NextHop.maildir(root: "/var/mail")
  static let returnHop = NextHop.maildir(root: "/var/returned")

  init(
    settings: QueueSettings = QueueSettings(), generator: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator(),
    freeSpace: @escaping @Sendable () -> Int? = { .max }
  ) throws {
    let postmaster = try #require(EmailAddress("postmaster@gateway.example"))
    let reporter = StatusNotifier(hostname: "gateway.example", postmaster: postmaster) { address in
      address.domainName?.text == "unroutable.example" ? nil : QueueBench.returnHop
    }
    var logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    logger.logLevel = .info
    queue = DeliveryQueue(
      store: store, relay: relay, reporter: reporter, settings: settings, clock: clock, generator: generator,
      logger: logger, freeSpace: freeSpace)
  }

  /// Runs the queue around `body`.
  func serving(_ body: () async throws -> Void) async throws {
    let service = Task { await queue.run() }
    try await body()
    service.cancel()
    await settle {
      await Task.yield(); return true
    }
    clock.advance(seconds: 3600)
    await service.value
  }

  /// Lets tasks run until `condition` holds.
  func settle(
    _ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation, _ condition: () async throws -> Bool
  ) async rethrows {
    for _ in 0..<200_000 {
      if try await condition() { return }
      await Task.yield()
    }
    Issue.record(comment ?? "the queue never got there", sourceLocation: sourceLocation)
  }

  /// Lets time pass second by second, as the queue looks.
  func pass(seconds: Int) async {
    for _ in 0..<seconds { await tick() }
  }

  /// The same, at most until `condition` holds; it must in the end.
  func pass(
    seconds: Int, sourceLocation: SourceLocation = #_sourceLocation, until condition: () async throws -> Bool
  ) async rethrows {
    for _ in 0..<seconds {
      if try await condition() { return }
      await tick()
    }
    try await settle(sourceLocation: sourceLocation, condition)
  }

  /// One second, and what the queue does about it.
  private func tick() async {
    await settle { clock.hasSleepers }
    clock.advance(seconds: 1)
    await settle { clock.hasSleepers }
    for _ in 0..<20 { await Task.yield() }
  }

  static func acceptance(
    from sender: String = "ann@example.org", to recipients: [String] = ["bob@example.net"], hop: NextHop = hop,
    notify: Envelope.Notify? = nil, mayNotifySender: Bool = false, isAwaitingScan: Bool = false
  ) throws -> Acceptance {
    let addresses = try recipients.map { Envelope.Recipient(try #require(EmailAddress($0)), notify: notify) }
    let path: ReversePath = sender.isEmpty ? .null : .mailbox(try #require(EmailAddress(sender)))
    let message = StoredMessage(
      traceID: TraceID(), organization: "example", receivedAt: ManualClock.start,
      client: ClientFacts(address: .v4(0xC000_0201)), envelope: Envelope(reversePath: path, recipients: addresses),
      content: .bytes(Array("Subject: secret\r\n\r\nbody\r\n".utf8)), isAwaitingScan: isAwaitingScan)
    let copy = NewCopy(nextHop: hop, recipients: addresses, edits: HeaderEdits(), mayNotifySender: mayNotifySender)
    return Acceptance(message: message, copies: isAwaitingScan ? [] : [copy])
  }
}

extension SMTPReply {
  static let ok = SMTPReply(250, EnhancedStatusCode(2, 0, 0), "ok")
  static let later = SMTPReply(451, EnhancedStatusCode(4, 3, 0), "later")
  static let unknownUser = SMTPReply(550, EnhancedStatusCode(5, 1, 1), "no such user")
}
