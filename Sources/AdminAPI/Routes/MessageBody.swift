import GatewayStorage
import Glibc
import Hummingbird
import MailTypes
import NIOCore

/// The bytes of a message as a response, read from its file piece by piece.
enum MessageBody {
  /// Octets read and sent at a time.
  private static let pieceSize = 64 << 10

  /// - Throws: `StoreError` where the file cannot be opened.
  static func body(of content: MessageContent) throws -> ResponseBody {
    switch content {
    case .bytes(let bytes):
      return ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
    case .file(let path, let size):
      // Opened before the answer begins, so that a missing file is an error and not half an answer.
      let file = try OpenFile(path)
      return ResponseBody(contentLength: size) { writer in
        while let piece = try file.read(upTo: pieceSize) { try await writer.write(piece) }
        try await writer.finish(nil)
      }
    }
  }
}

/// A file that is closed when nobody holds it any more.
private final class OpenFile: Sendable {
  private let descriptor: CInt

  init(_ path: String) throws {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw OpenFile.failure() }
  }

  deinit { close(descriptor) }

  /// `nil` at the end.
  func read(upTo count: Int) throws -> ByteBuffer? {
    var buffer = ByteBuffer()
    let length = try buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { space in
      let length = Glibc.read(descriptor, space.baseAddress, count)
      guard length >= 0 else { throw OpenFile.failure() }
      return length
    }
    return length == 0 ? nil : buffer
  }

  private static func failure() -> StoreError {
    StoreError(.inputOutput, "the message cannot be read: \(String(cString: strerror(errno)))")
  }
}
