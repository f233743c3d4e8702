import MailTypes
import NIOCore
import NIOPosix
import NIOSSL
import SMTPCore

/// Performs the actions of an `SMTPClientSession` on a channel, and keeps its time. Everything is decided in the session.
final class SMTPClientHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  /// How opening a connection went.
  enum Opening: Sendable {
    case ready(SMTPCapabilities)
    /// `isTLSFault`: in clear it may work.
    case failed(SMTPReply, isTLSFault: Bool)
  }

  private let endpoint: SMTPEndpoint
  private let timeouts: SMTPClientTimeouts
  private let tls: SMTPClientTLS
  private let threadPool: NIOThreadPool
  private var session: SMTPClientSession
  private var opening: EventLoopPromise<Opening>?
  private var transaction: EventLoopPromise<SMTPTransactionResult>?
  private var content: OutgoingContentSender?
  private var timer: PhaseTimer?
  private var context: ChannelHandlerContext?
  /// From STARTTLS until the first octets under TLS: whatever fails then, TLS failed.
  private var isHandshaking = false

  init(endpoint: SMTPEndpoint, parts: SMTPClientParts, opening: EventLoopPromise<Opening>) {
    self.endpoint = endpoint
    self.opening = opening
    tls = parts.tls
    threadPool = parts.threadPool
    timeouts = parts.configuration.timeouts
    session = SMTPClientSession(
      SMTPClientSession.Configuration(
        flavor: endpoint.flavor, clientName: parts.configuration.hostname, tls: endpoint.tls,
        requiresEightBitMIME: parts.configuration.requiresEightBitMIME))
  }

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
  }

  func channelActive(context: ChannelHandlerContext) {
    let handler = NIOLoopBound(self, eventLoop: context.eventLoop)
    timer = PhaseTimer(eventLoop: context.eventLoop) { handler.value.timedOut() }
    restartTimer()
    context.fireChannelActive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    isHandshaking = false
    let before = session.replyCount
    perform(session.receive(unwrapInboundIn(data).readableBytesView))
    if session.replyCount != before { restartTimer() }
  }

  func channelInactive(context: ChannelHandlerContext) {
    perform(session.fail(Self.lost(endpoint.relay)))
    context.fireChannelInactive()
  }

  /// Also reached by a channel that never became active: whoever waits gets an answer in every case.
  func handlerRemoved(context: ChannelHandlerContext) {
    self.context = nil
    timer?.cancel()
    timer = nil
    opening?.succeed(.failed(Self.lost(endpoint.relay), isTLSFault: false))
    opening = nil
    transaction?.succeed(SMTPTransactionResult(replies: [], mayTryAnotherHost: true))
    transaction = nil
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // A peer that closes without TLS's own goodbye has closed all the same: channelInactive follows.
    if case .uncleanShutdown? = error as? NIOSSLError { return }
    let reply =
      isHandshaking
      ? SMTPReply(454, EnhancedStatusCode(4, 7, 5), "TLS handshake with \(endpoint.relay) failed: \(error)")
      : SMTPReply(451, EnhancedStatusCode(4, 4, 2), "Connection to \(endpoint.relay) failed: \(error)")
    perform(session.fail(reply))
  }

  func begin(
    _ next: SMTPTransaction, content: OutgoingContent?, result: EventLoopPromise<SMTPTransactionResult>
  ) {
    guard context != nil else { return result.succeed(SMTPTransactionResult(replies: [], mayTryAnotherHost: true)) }
    transaction = result
    self.content = content.map { OutgoingContentSender($0, threadPool: threadPool) }
    perform(session.begin(next))
    restartTimer()
  }

  func quit() {
    perform(session.quit())
    restartTimer()
  }

  private func timedOut() {
    guard session.phase != .idle else { return quit() }
    let reply = SMTPReply(
      451, EnhancedStatusCode(4, 4, 2), "Time ran out while waiting for \(endpoint.relay) (\(session.phase))")
    perform(session.fail(reply))
  }
}

extension SMTPClientHandler {
  private func perform(_ actions: [SMTPClientSession.Action]) {
    for action in actions {
      switch action {
      case .send(let bytes): write(bytes)
      case .startTLS: startTLS()
      case .ready:
        opening?.succeed(.ready(session.capabilities))
        opening = nil
      case .sendContent: sendContent()
      case .finished(let result):
        transaction?.succeed(result)
        transaction = nil
        content = nil
      case .failed(let reply):
        opening?.succeed(.failed(reply, isTLSFault: isHandshaking))
        opening = nil
      case .close: context?.close(promise: nil)
      }
    }
  }

  private func restartTimer() {
    timer?.restart(timeouts.limit(of: session.phase))
  }

  private func write(_ bytes: [UInt8], promise: EventLoopPromise<Void>? = nil) {
    guard let context else {
      promise?.fail(ChannelError.ioOnClosedChannel)
      return
    }
    context.writeAndFlush(wrapOutboundOut(context.channel.allocator.buffer(bytes: bytes)), promise: promise)
  }

  /// The TLS handler keeps what is written until the handshake is done, so EHLO can be written at once.
  private func startTLS() {
    guard let context else { return }
    isHandshaking = true
    do {
      try context.pipeline.syncOperations.addHandler(tls.handler(for: endpoint), position: .first)
      perform(session.tlsEstablished())
    } catch {
      errorCaught(context: context, error: error)
    }
  }

  /// One chunk is written, and the next read only when that one is with the kernel: memory stays bounded by one chunk.
  private func sendContent() {
    guard let content, let eventLoop = context?.eventLoop else { return unreadable("there is none") }
    let handler = NIOLoopBound(self, eventLoop: eventLoop)
    content.next(on: eventLoop).whenComplete { handler.value.chunkRead($0) }
  }

  private func chunkRead(_ result: Result<OutgoingContentSender.Chunk, any Error>) {
    guard session.phase == .dataBlock, let eventLoop = context?.eventLoop else { return }
    switch result {
    case .failure(let error): unreadable("\(error)")
    case .success(let chunk) where chunk.isLast:
      session.contentSent()
      write(chunk.bytes)
    case .success(let chunk):
      let handler = NIOLoopBound(self, eventLoop: eventLoop)
      let written = eventLoop.makePromise(of: Void.self)
      written.futureResult.whenSuccess {
        if handler.value.session.phase == .dataBlock { handler.value.sendContent() }
      }
      write(chunk.bytes, promise: written)
    }
    restartTimer()
  }

  /// Without the final dot the server drops what it has: nothing half is ever delivered.
  private func unreadable(_ cause: String) {
    perform(session.fail(SMTPReply(451, EnhancedStatusCode(4, 3, 0), "The stored message cannot be read: \(cause)")))
  }

  private static func lost(_ relay: String) -> SMTPReply {
    SMTPReply(451, EnhancedStatusCode(4, 4, 2), "Lost the connection to \(relay)")
  }
}
