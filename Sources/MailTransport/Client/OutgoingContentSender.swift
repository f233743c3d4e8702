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
  /// What is still to be sent.
  private var pieces: ArraySlice<OutgoingContent.Piece>
  private var file: StoredFile?

  init(_ content: OutgoingContent, threadPool: NIOThreadPool) {
    self.content = content
    self.threadPool = threadPool
    pieces = content.pieces[...]
  }

  /// Asked for again after each chunk but the last.
  func next(on eventLoop: any EventLoop) -> EventLoopFuture<Chunk> {
    switch content.stored {
    case .bytes(let bytes): return eventLoop.makeSucceededFuture(whole(bytes))
    case .file(let path, _): return nextOfFile(path, eventLoop)
    }
  }

  private func whole(_ bytes: [UInt8]) -> Chunk {
    let size = content.size
    var output: [UInt8] = []
    output.reserveCapacity(size + size / 32 + 16)
    for piece in pieces {
      switch piece {
      case .made(let made): writer.write(made, to: &output)
      case .stored(let range):
        bytes.withUnsafeBufferPointer { writer.write(UnsafeBufferPointer(rebasing: $0[range]), to: &output) }
      }
    }
    writer.finish(to: &output)
    return Chunk(bytes: output, isLast: true)
  }

  private func nextOfFile(_ path: String, _ eventLoop: any EventLoop) -> EventLoopFuture<Chunk> {
    var output: [UInt8] = []
    while case .made(let bytes)? = pieces.first {
      writer.write(bytes, to: &output)
      pieces.removeFirst()
    }
    guard case .stored(let range)? = pieces.first else {
      writer.finish(to: &output)
      return eventLoop.makeSucceededFuture(Chunk(bytes: output, isLast: true))
    }
    let (known, start, count) = (file, range.lowerBound, min(Self.chunkSize, range.count))
    let sender = NIOLoopBound(self, eventLoop: eventLoop)
    return threadPool.runIfActive(eventLoop: eventLoop) { [output] in
      let file = try known ?? StoredFile(path: path)
      return (output, file, try file.read(count, at: start))
    }.map { output, file, bytes in
      sender.value.chunk(of: bytes, after: output, file, range)
    }
  }

  /// What was read of the first piece, which is `range`.
  private func chunk(of bytes: [UInt8], after made: [UInt8], _ file: StoredFile, _ range: Range<Int>) -> Chunk {
    self.file = file
    pieces.removeFirst()
    let rest = min(range.lowerBound + bytes.count, range.upperBound)..<range.upperBound
    if !rest.isEmpty { pieces = ([.stored(rest)] + pieces)[...] }
    var output = made
    writer.write(bytes, to: &output)
    if pieces.isEmpty { writer.finish(to: &output) }
    return Chunk(bytes: output, isLast: pieces.isEmpty)
  }
}
