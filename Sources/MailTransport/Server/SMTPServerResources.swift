import MailTypes
import Synchronization

/// What all listeners of the process share: connections at one time, and memory for message bodies on their way in.
public final class SMTPServerResources: Sendable {
  /// Connections of all listeners, then `421 4.3.2`.
  public let maximumConnections: Int
  /// Octets of message bodies held in memory by all connections. A message that would go above goes to its file early.
  public let maximumBodyMemory: Int

  private let used = Mutex(Used())

  private struct Used {
    var connections = 0
    var bodyMemory = 0
    var perClient: [IPAddress: Int] = [:]
  }

  public init(maximumConnections: Int = 5000, maximumBodyMemory: Int = 64 << 20) {
    self.maximumConnections = maximumConnections
    self.maximumBodyMemory = maximumBodyMemory
  }

  /// Connections open now.
  public var connections: Int { used.withLock { $0.connections } }
  /// Octets of message bodies in memory now.
  public var bodyMemory: Int { used.withLock { $0.bodyMemory } }
  func openConnection() -> Bool {
    used.withLock {
      guard $0.connections < maximumConnections else { return false }
      $0.connections += 1
      return true
    }
  }

  func closeConnection() {
    used.withLock { $0.connections -= 1 }
  }

  /// Counts one more connection of the client; false where it has `maximum` already.
  func openClient(_ address: IPAddress, maximum: Int) -> Bool {
    used.withLock {
      let count = $0.perClient[address.clientKey, default: 0]
      guard count < maximum else { return false }
      $0.perClient[address.clientKey] = count + 1
      return true
    }
  }

  func closeClient(_ address: IPAddress) {
    used.withLock {
      guard let count = $0.perClient[address.clientKey] else { return }
      $0.perClient[address.clientKey] = count > 1 ? count - 1 : nil
    }
  }

  func reserveBodyMemory(_ octets: Int) -> Bool {
    used.withLock {
      guard maximumBodyMemory - $0.bodyMemory >= octets else { return false }
      $0.bodyMemory += octets
      return true
    }
  }

  func releaseBodyMemory(_ octets: Int) {
    used.withLock { $0.bodyMemory -= octets }
  }
}
