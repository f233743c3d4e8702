import MailTransport
import MailTypes
import MartletTestKit
import Synchronization

/// Decides as the dialogues assume, at once or a turn later, and keeps what it is given.
final class PolicyDelegate: SMTPServerDelegate {
  struct NoFile: Error {}

  private let policy = DialoguePolicy()
  private let isLMTP: Bool
  private let isLate: Bool
  private let folder: TemporaryFolder?
  private let received = Mutex<[ReceivedMessage]>([])
  private let filesMade = Mutex(0)

  /// - Parameter folder: where large messages go; without one they cannot be kept.
  init(isLMTP: Bool = false, isLate: Bool = false, folder: TemporaryFolder? = nil) {
    self.isLMTP = isLMTP
    self.isLate = isLate
    self.folder = folder
  }

  var messages: [ReceivedMessage] { received.withLock { $0 } }

  func connectionOpened(_ client: ClientFacts) -> Deferred<Refusal?> { answer(nil) }

  func mailFrom(_ path: ReversePath, declaredSize: Int?, client: ClientFacts) -> Deferred<Refusal?> {
    answer(policy.sender(path))
  }

  func recipient(_ recipient: Envelope.Recipient, envelope: Envelope, client: ClientFacts) -> Deferred<Refusal?> {
    answer(policy.recipient(recipient.address, authenticated: client.authenticatedUser != nil))
  }

  func authenticate(user: String, password: [UInt8], client: ClientFacts) async -> Refusal? {
    policy.signIn(user: user, password: password)
  }

  func makeContentFile() throws -> String {
    guard let folder else { throw NoFile() }
    return filesMade.withLock { count in
      count += 1
      return folder.path + "/message-\(count)"
    }
  }

  func messageReceived(_ message: ReceivedMessage) async -> [SMTPReply] {
    received.withLock { $0.append(message) }
    return policy.replies(to: message.envelope, isLMTP: isLMTP)
  }

  private func answer(_ refusal: Refusal?) -> Deferred<Refusal?> {
    guard isLate else { return .now(refusal) }
    return .later {
      await Task.yield()
      return refusal
    }
  }
}
