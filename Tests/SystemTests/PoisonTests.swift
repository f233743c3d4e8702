import Foundation
import Testing

@Suite("A message that kills its scanner is found out, and nobody else is blamed", .serialized)
struct PoisonTests {
  @Test("A scanner that crashes or stops in mid-scan costs nobody a message", arguments: [SIGSEGV, SIGSTOP, SIGKILL])
  func innocent(signal: Int32) throws {
    let gateway = try Gateway(settings: "scanner: {count: 2, timeLimit: 2s}\nlimits: {connectionsPerClient: 500}")
    let senders = Senders(port: gateway.port, count: 20, each: 10)
    for _ in 0..<6 {
      usleep(100_000)
      if let scanner = gateway.processes("scanner").randomElement() { Foundation.kill(scanner, signal) }
    }
    #expect(senders.join() == 200)
    #expect(eventually(within: 60) { gateway.mailbox("ada").count == 200 })
    #expect(try gateway.martlet("quarantine", "list", "--json").output.contains("Unscannable") == false)
  }

  @Test("One message too large for the scanner's memory among two hundred others: exactly one is unscannable")
  func poison() throws {
    let gateway = try Gateway(
      settings: "scanner: {count: 2, memory: 64MiB, timeLimit: 20s}\nlimits: {connectionsPerClient: 500, messageSize: 200MiB}")
    let senders = Senders(port: gateway.port, count: 20, each: 10)
    let connection = try SMTPConnection.greeted(port: gateway.port)
    let line = String(repeating: "x", count: 998) + "\n"
    let poison = "Subject: large\n\n" + String(repeating: line, count: 120_000)
    #expect(try connection.transaction(from: "a@partner.example", to: ["bela@example.test"], poison).hasPrefix("250"))
    #expect(senders.join() == 200)
    #expect(eventually(within: 60) { gateway.mailbox("ada").count == 200 })
    let listing = try gateway.martlet("quarantine", "list", "--json").output
    #expect(listing.components(separatedBy: "Unscannable").count - 1 == 1, "\(listing)")
    #expect(listing.contains("bela@example.test"))
    #expect(gateway.mailbox("bela").isEmpty)
  }
}

/// Clients that send a number of messages each, at the same time.
final class Senders: @unchecked Sendable {
  private let group = DispatchGroup()
  private let lock = NSLock()
  private var acknowledged = 0

  init(port: Int, count: Int, each: Int) {
    for _ in 0..<count {
      group.enter()
      Thread.detachNewThread { [self] in
        defer { group.leave() }
        guard let connection = try? SMTPConnection.greeted(port: port) else { return }
        for _ in 0..<each {
          let reply = try? connection.transaction(from: "a@partner.example", to: ["ada@example.test"], DeliveryTests.ordinary)
          lock.withLock { acknowledged += reply?.hasPrefix("250") == true ? 1 : 0 }
        }
      }
    }
  }

  /// Waits for all, and says how many messages were acknowledged.
  func join() -> Int {
    group.wait()
    return lock.withLock { acknowledged }
  }
}
