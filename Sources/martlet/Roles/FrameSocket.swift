import CProcess
import Glibc
import ScannerPool
import Synchronization

/// A child's end of the UNIX socket to the gateway: reads without waiting, writes until all is written.
final class FrameSocket: Sendable {
  let descriptor: CInt
  /// Held while a frame is written, so that the frames of two threads do not mix.
  private let writing = Mutex<Void>(())

  /// Octets taken from the socket at once.
  private static let readSize = 64 << 10

  /// - Throws: `RoleError` where nobody listens at `path`.
  init(connectingTo path: String) throws(RoleError) {
    descriptor = martlet_connect_unix(path)
    guard descriptor >= 0 else { throw RoleError(step: "connect to \(path)", code: -descriptor) }
  }

  deinit { close(descriptor) }

  /// False when the gateway has gone.
  @discardableResult
  func send(_ frame: Frame) -> Bool {
    var bytes: [UInt8] = []
    FrameWriter.append(frame, to: &bytes)
    return writing.withLock { _ in bytes.withUnsafeBytes(sendAll) }
  }

  private func sendAll(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let sent = Glibc.send(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count, CInt(MSG_NOSIGNAL))
      if sent > 0 {
        rest = rest.dropFirst(sent)
      } else if sent < 0, errno != EINTR {
        return false
      }
    }
    return true
  }

  enum Input {
    case bytes([UInt8])
    case nothingYet
    case end
  }

  func read() -> Input {
    var code: CInt = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: Self.readSize) { buffer, count in
      let read = recv(descriptor, buffer.baseAddress, buffer.count, CInt(MSG_DONTWAIT))
      code = read < 0 ? errno : 0
      count = max(0, read)
    }
    if !bytes.isEmpty { return .bytes(bytes) }
    return code == EAGAIN || code == EINTR ? .nothingYet : .end
  }
}
