import CProcess
import FilterPolicy
import FoundationEssentials
import Glibc
import MailTypes
import ScannerPool

/// The one thread of a scanner: reads frames, runs the scans in turns, keeps the time limits of DNS questions. There is a
/// scanner for each core, so a second thread would gain nothing; without one, a scan needs no lock and the process no
/// thread pool, which would want files of /proc that a scanner may not open.
final class ScannerLoop {
  private let socket: FrameSocket
  private let executor: LoopExecutor
  private let resolver: FrameResolver
  private let scan: ScannerRole.Scan
  private var reader = FrameReader()
  /// Messages whose octets are still coming.
  private var incoming: [UInt64: Incoming] = [:]

  private struct Incoming {
    let subject: ScanSubject
    let size: Int
    var content: [UInt8] = []

    var missing: Int { size - content.count }
  }

  init(socket: FrameSocket, scan: (any DNSResolver) -> ScannerRole.Scan) throws(RoleError) {
    self.socket = socket
    executor = try LoopExecutor()
    resolver = FrameResolver(socket: socket)
    self.scan = scan(resolver)
  }

  /// Returns when the gateway has closed the connection, or says what no gateway says.
  func run() {
    while true {
      executor.runReady()
      guard wait() else { return }
      resolver.expire(now: .now)
    }
  }

  /// Waits for input, for a job from another thread, or for the next time limit, and takes what input there is.
  private func wait() -> Bool {
    var watched = [
      pollfd(fd: socket.descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: executor.wakeDescriptor, events: Int16(POLLIN), revents: 0),
    ]
    let timeout = executor.hasReady ? 0 : resolver.millisecondsToNextLimit(now: .now)
    guard poll(&watched, nfds_t(watched.count), timeout) > 0 else { return true }
    if watched[1].revents != 0 { executor.clearWake() }
    guard watched[0].revents != 0 else { return true }
    switch socket.read() {
    case .nothingYet: return true
    case .end: return false
    case .bytes(let bytes): return take(bytes)
    }
  }

  private func take(_ bytes: [UInt8]) -> Bool {
    reader.append(bytes)
    do throws(FrameError) {
      while let frame = try reader.next() {
        guard take(frame) else { return false }
      }
      return true
    } catch {
      return false
    }
  }

  private func take(_ frame: Frame) -> Bool {
    switch frame {
    case .scan(let id, let document, let size):
      guard let subject = try? JSONDecoder().decode(ScanSubject.self, from: Data(document)), incoming[id] == nil else {
        return false
      }
      incoming[id] = Incoming(subject: subject, size: size)
      incoming[id]?.content.reserveCapacity(size)
      if size == 0 { start(id) }
    case .chunk(let id, let bytes):
      // The content is not held here, or appending to it would copy it.
      guard let missing = incoming[id]?.missing, bytes.count <= missing else { return false }
      incoming[id]?.content += bytes
      if bytes.count == missing { start(id) }
    case .withdraw(let id):
      incoming[id] = nil
    case .answer(let id, let answer):
      resolver.answered(id, answer)
    case .findings, .question:
      return false
    }
    return true
  }

  private func start(_ id: UInt64) {
    guard let message = incoming.removeValue(forKey: id) else { return }
    let (scan, socket) = (self.scan, self.socket)
    Task(executorPreference: executor) {
      let findings = await scan(message.subject, message.content)
      // Findings hold nothing JSON cannot; an empty document says to the gateway that there are none to read.
      let document = (try? JSONEncoder().encode(findings)).map { [UInt8]($0) } ?? []
      socket.send(.findings(id: id, document))
    }
  }
}
