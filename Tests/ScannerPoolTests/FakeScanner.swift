import CProcess
import Dispatch
import Glibc
import ScannerPool

/// The other end of the pool's socket, on a thread of this process: answers, asks or leaves as `behave` says.
final class FakeScanner: Sendable {
  enum Reply: Sendable {
    case frames([Frame])
    case raw([UInt8])
    case leave
  }

  /// Gets every message whole, and every answer to a question.
  typealias Behaviour = @Sendable (_ frame: Frame, _ content: [UInt8]) -> Reply

  /// Runs until the pool closes the connection.
  static func start(path: String, behave: @escaping Behaviour) {
    DispatchQueue(label: "scanner").async { FakeScanner(path: path, behave: behave).run() }
  }

  private let descriptor: CInt
  private let behave: Behaviour

  private init(path: String, behave: @escaping Behaviour) {
    descriptor = martlet_connect_unix(path)
    self.behave = behave
  }

  private func run() {
    defer { close(descriptor) }
    var reader = FrameReader()
    var incoming: [UInt64: (scan: Frame, size: Int, content: [UInt8])] = [:]
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { return }
      reader.append(buffer[..<count])
      while let frame = try? reader.next() {
        var whole: (Frame, [UInt8])?
        switch frame {
        case .scan(let id, _, let size): incoming[id] = (frame, size, [])
        case .chunk(let id, let bytes):
          incoming[id]?.content += bytes
          if let message = incoming[id], message.content.count == message.size { whole = (message.scan, message.content) }
        case .answer, .withdraw: whole = (frame, [])
        case .findings, .question: return
        }
        guard let (frame, content) = whole else { continue }
        guard perform(behave(frame, content)) else { return }
      }
    }
  }

  private func perform(_ reply: Reply) -> Bool {
    var bytes: [UInt8] = []
    switch reply {
    case .leave: return false
    case .raw(let raw): bytes = raw
    case .frames(let frames): for frame in frames { FrameWriter.append(frame, to: &bytes) }
    }
    return bytes.isEmpty || send(descriptor, bytes, bytes.count, CInt(MSG_NOSIGNAL)) == bytes.count
  }
}
