import MailQueue
import MailTypes
import Synchronization

/// A relay that answers what the test says, and remembers what it was given.
final class ScriptedRelay: MessageRelay {
  typealias Script = @Sendable (Delivery) async -> [DeliveryOutcome]

  private let script: Mutex<Script>
  private let given = Mutex<[Delivery]>([])

  init(_ script: @escaping Script = { ScriptedRelay.all(.delivered(SMTPReply(250, nil, "ok"), relay: "mx.example"), $0) }) {
    self.script = Mutex(script)
  }

  var deliveries: [Delivery] { given.withLock { $0 } }

  func answer(_ script: @escaping Script) { self.script.withLock { $0 = script } }

  func answer(_ outcome: DeliveryOutcome) { answer { ScriptedRelay.all(outcome, $0) } }

  func deliver(_ delivery: Delivery) async -> [DeliveryOutcome] {
    given.withLock { $0.append(delivery) }
    return await script.withLock { $0 }(delivery)
  }

  static func all(_ outcome: DeliveryOutcome, _ delivery: Delivery) -> [DeliveryOutcome] {
    delivery.envelope.recipients.map { _ in outcome }
  }
}

/// Holds who passes until it is opened.
actor Gate {
  private var isOpen = false
  private var waiting: [CheckedContinuation<Void, Never>] = []
  private(set) var arrivals = 0

  func pass() async {
    arrivals += 1
    guard !isOpen else { return }
    await withCheckedContinuation { waiting.append($0) }
  }

  func open() {
    isOpen = true
    for continuation in waiting { continuation.resume() }
    waiting = []
  }
}
