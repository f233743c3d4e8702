import MailTypes
import NIOCore
import NIOPosix

/// One question to clamd: sends it, streams the message behind it, gives the answer to the promise and closes.
final class ClamdHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  /// Octets of a chunk of INSTREAM: large enough that hops between threads are nothing, small enough for many at once.
  private static let chunkSize = 128 * 1024

  private let command: String
  private let content: MessageContent?
  private let timeLimit: TimeAmount
  private let answer: EventLoopPromise<ClamdReply>
  private var received: [UInt8] = []
  private var offset = 0
  private var file: StoredFile?
  private var timer: Scheduled<Void>?
  private var isDone = false

  /// The promise is kept in any case, once the channel is active.
  init(command: String, content: MessageContent?, timeLimit: TimeAmount, answer: EventLoopPromise<ClamdReply>) {
    self.command = command
    self.content = content
    self.timeLimit = timeLimit
    self.answer = answer
  }

  func channelActive(context: ChannelHandlerContext) {
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    timer = context.eventLoop.scheduleTask(in: timeLimit) {
      let (handler, context) = bound.value
      handler.finish(.failure(.timedOut), context)
    }
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: "z\(command)\0")), promise: nil)
    if let content { sendNext(of: content, context) }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    received += unwrapInboundIn(data).readableBytesView
    if let end = received.firstIndex(of: 0) {
      finish(.success(ClamdReply(received[..<end])), context)
    } else if received.count > ClamdReply.lengthLimit {
      finish(.failure(.badAnswer), context)
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case ChannelEvent.inputClosed = event { finish(.failure(.closed), context) }
    context.fireUserInboundEventTriggered(event)
  }

  func channelInactive(context: ChannelHandlerContext) {
    finish(.failure(.closed), context)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    finish(.failure(.closed), context)
  }

  private func finish(_ result: Result<ClamdReply, ClamdError>, _ context: ChannelHandlerContext) {
    guard !isDone else { return }
    isDone = true
    timer?.cancel()
    answer.completeWith(result.mapError { $0 as any Error })
    context.close(promise: nil)
  }
}

// The message, chunk by chunk: the next is read when the last one has been written.
extension ClamdHandler {
  private func sendNext(of content: MessageContent, _ context: ChannelHandlerContext) {
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    next(of: content, context.eventLoop).whenComplete { result in
      let (handler, context) = bound.value
      guard !handler.isDone else { return }
      switch result {
      case .success(let chunk): handler.send(chunk, of: content, context)
      case .failure: handler.finish(.failure(.cannotRead), context)
      }
    }
  }

  private func send(_ chunk: [UInt8], of content: MessageContent, _ context: ChannelHandlerContext) {
    offset += chunk.count
    var buffer = context.channel.allocator.buffer(capacity: chunk.count + 4)
    // The length in network order, then the octets; a length of zero ends the stream.
    buffer.writeInteger(UInt32(truncatingIfNeeded: chunk.count))
    buffer.writeBytes(chunk)
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    context.writeAndFlush(wrapOutboundOut(buffer)).whenSuccess {
      let (handler, context) = bound.value
      if !chunk.isEmpty, !handler.isDone { handler.sendNext(of: content, context) }
    }
  }

  /// Empty at the end.
  private func next(of content: MessageContent, _ eventLoop: any EventLoop) -> EventLoopFuture<[UInt8]> {
    let (known, start, count) = (file, offset, max(0, min(Self.chunkSize, content.size - offset)))
    switch content {
    case .bytes(let bytes): return eventLoop.makeSucceededFuture(Array(bytes[start..<(start + count)]))
    case .file(let path, _):
      let handler = NIOLoopBound(self, eventLoop: eventLoop)
      return NIOThreadPool.singleton.runIfActive(eventLoop: eventLoop) {
        let file = try known ?? StoredFile(path: path)
        return (file, try file.read(count, at: start))
      }.map { file, bytes in
        handler.value.file = file
        return bytes
      }
    }
  }
}
