import MailTypes
import NIOCore
import NIOPosix
import SMTPCore

/// Gives the content of a message chunk by chunk, as it goes on the wire. Lives on one event loop; files are read on the
/// thread pool.
final class OutgoingContentSender {
  struct Chunk: Sendable {
    var bytes: [UInt8]
    /// The end of the message is in `bytes`.
    var isLast: Bool
  }

  /// Octets read at a time: large enough that a thread hop per chunk is nothing, small enough for many connections at once.
  static let chunkSize = 128 * 1024

  private let content: OutgoingContent
  private let threadPool: NIOThreadPool
  private var writer = SMTPDataWriter()
  private var isHeadSent = false
  private var offset: Int
  private var file: StoredFile?

  init(_ content: OutgoingContent, threadPool: NIOThreadPool) {
    self.content = content
    self.threadPool = threadPool
    offset = content.offset
  }

  /// Asked for again after each chunk but the last.
  func next(on eventLoop: any EventLoop) -> EventLoopFuture<Chunk> {
    switch content.stored {
    case .bytes(let bytes): return eventLoop.makeSucceededFuture(whole(bytes))
    case .file(let path, let size): return nextOfFile(path, size, eventLoop)
    }
  }

  private func whole(_ bytes: [UInt8]) -> Chunk {
    var output: [UInt8] = []
    output.reserveCapacity(content.size + content.size / 32 + 16)
    writer.write(content.head, to: &output)
    bytes.withUnsafeBufferPointer { writer.write(UnsafeBufferPointer(rebasing: $0[content.offset...]), to: &output) }
    writer.finish(to: &output)
    return Chunk(bytes: output, isLast: true)
  }

  private func nextOfFile(_ path: String, _ size: Int, _ eventLoop: any EventLoop) -> EventLoopFuture<Chunk> {
    let (known, start, count) = (file, offset, min(Self.chunkSize, size - offset))
    let sender = NIOLoopBound(self, eventLoop: eventLoop)
    return threadPool.runIfActive(eventLoop: eventLoop) {
      let file = try known ?? StoredFile(path: path)
      return (file, try file.read(count, at: start))
    }.map { file, bytes in
      sender.value.chunk(of: bytes, file, size)
    }
  }

  private func chunk(of bytes: [UInt8], _ file: StoredFile, _ size: Int) -> Chunk {
    self.file = file
    offset += bytes.count
    var output: [UInt8] = []
    if !isHeadSent { writer.write(content.head, to: &output) }
    isHeadSent = true
    writer.write(bytes, to: &output)
    if offset >= size { writer.finish(to: &output) }
    return Chunk(bytes: output, isLast: offset >= size)
  }
}
