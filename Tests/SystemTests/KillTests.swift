import Foundation
import Synchronization
import Testing

@Suite("What was acknowledged survives SIGKILL of any process", .serialized)
struct KillTests {
  /// The kills asked for at least; messages are sent until both are reached.
  static let messages = 10_000
  static let kills = 30

  @Test(
    "Ten thousand messages, thirty kills of gateway, scanners and supervisor: everything acknowledged arrives",
    .timeLimit(.minutes(15)))
  func kill() throws {
    let gateway = try Gateway(settings: "limits: {connections: 500, connectionsPerClient: 500}")
    let traffic = Traffic(port: gateway.port)
    let senders = (0..<16).map { number in traffic.startSender(number) }
    var killed: [String: Int] = [:]
    while killed.values.reduce(0, +) < Self.kills || traffic.acknowledged.count < Self.messages {
      usleep(.random(in: 300_000...900_000))
      guard killed.values.reduce(0, +) < Self.kills else { continue }
      let role = ["gateway", "scanner", "gateway", "scanner", "supervisor"].randomElement() ?? "gateway"
      if role == "supervisor" {
        gateway.kill()
        try gateway.start()
      } else if let process = gateway.processes(role).randomElement() {
        Foundation.kill(process, SIGKILL)
      } else {
        continue
      }
      killed[role, default: 0] += 1
    }
    traffic.stop()
    senders.forEach { $0.join() }
    #expect(eventually(within: 120) { (try? gateway.martlet("queue", "list", "--json"))?.output.contains("traceID") == false })
    let arrivals = Dictionary(grouping: gateway.markers(of: "ada"), by: { $0 }).mapValues(\.count)
    let lost = traffic.acknowledged.filter { arrivals[$0] == nil }
    let duplicates = arrivals.values.reduce(0) { $0 + $1 - 1 }
    print("kills \(killed), acknowledged \(traffic.acknowledged.count), lost \(lost.count), duplicates \(duplicates)")
    #expect(lost.isEmpty)
    // A copy can be delivered twice only where the gateway was killed between the delivery and its own note of it.
    #expect(duplicates <= (killed["gateway", default: 0] + killed["supervisor", default: 0]) * 500)
    #expect((try? gateway.martlet("quarantine", "list", "--json"))?.output.contains("traceID") == false)
  }
}

/// Clients that send numbered messages and note which were acknowledged, over whatever happens to the server.
private final class Traffic: Sendable {
  private let port: Int
  private let state = Mutex((acknowledged: Set<String>(), isStopped: false))

  init(port: Int) { self.port = port }

  var acknowledged: Set<String> { state.withLock { $0.acknowledged } }

  func stop() { state.withLock { $0.isStopped = true } }

  func startSender(_ number: Int) -> Sender {
    let sender = Sender()
    Thread.detachNewThread { [self] in
      var count = 0
      var connection: SMTPConnection?
      while !state.withLock({ $0.isStopped }) {
        let marker = "m\(number)-\(count)"
        count += 1
        do {
          let open = try connection ?? SMTPConnection.greeted(port: port)
          connection = open
          let message = "Subject: \(marker)\nX-Marker: \(marker)\n\n" + String(repeating: "a line of the body\n", count: 50)
          let reply = try open.transaction(from: "a@partner.example", to: ["ada@example.test"], message)
          if reply.hasPrefix("250") { state.withLock { _ = $0.acknowledged.insert(marker) } }
        } catch {
          connection = nil
          usleep(50_000)
        }
      }
      sender.end()
    }
    return sender
  }

  final class Sender: Sendable {
    private let isDone = DispatchSemaphore(value: 0)
    func end() { isDone.signal() }
    func join() { isDone.wait() }
  }
}

extension Gateway {
  /// The `X-Marker` of every message in a mailbox.
  func markers(of user: String) -> [String] {
    arrived(user).compactMap { message in
      message.range(of: "X-Marker: ").map {
        String(message[$0.upperBound...].prefix { $0 != "\r\n" && $0 != "\n" && $0 != "\r" })
      }
    }
  }
}
