import Logging
import MailTypes
import NIOCore
import NIOSSL
import NIOTLS
import SMTPCore

/// Performs the actions of one `SMTPServerSession`. Nothing is read from the client while a decision is open, a file is
/// being written, or the client does not take its replies: what waits, waits in the kernel's buffers and in the client.
final class SMTPServerHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  /// What is done where an octet of the client comes too late to matter.
  enum Stage {
    case open
    /// The last reply is on its way; octets are dropped until the client has closed, or a reset could overtake the reply.
    case lingering
    case gone
  }

  /// How long a client may take to close after the last reply.
  static let lingerTimeout = TimeAmount.seconds(5)

  let services: SMTPServerServices
  let loop: any EventLoop
  var session: SMTPServerSession
  var context: ChannelHandlerContext?
  var stage = Stage.open
  /// A decision, a handshake or a file operation is open.
  var isBusy = false
  var output: [UInt8] = []
  var body: MessageBody?
  var admission: Admission
  var timers: SMTPServerTimers
  var record = ConnectionRecord()

  private var isPumping = false
  private var hasSentBanner = false

  init(_ services: SMTPServerServices, channel: any Channel) {
    self.services = services
    loop = channel.eventLoop
    admission = Admission(resources: services.resources)
    timers = SMTPServerTimers(services.configuration, now: .now())
    // A client on a UNIX socket has no address of its own.
    let address = channel.remoteAddress?.ipAddress.flatMap { IPAddress($0) } ?? .v4(0x7F00_0001)
    let port = UInt16(clamping: channel.remoteAddress?.port ?? 0)
    session = SMTPServerSession(
      services.sessionConfiguration, client: ClientFacts(address: address, port: port, listener: services.configuration.name))
  }

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    if context.channel.isActive { start(context) }
  }

  func channelActive(context: ChannelHandlerContext) {
    start(context)
  }

  private func start(_ context: ChannelHandlerContext) {
    services.registry.insert(context.channel)
    if services.registry.isDraining { session.drain() }
    scheduleTimer()
    pump()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard stage == .open else { return }
    timers.lastActivity = .now()
    session.receive(Array(buffer: unwrapInboundIn(data)))
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    if stage == .lingering { context.read() } else { pump() }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    pump()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch event {
    case SMTPServerEvent.drain:
      session.drain()
      pump()
    case ChannelEvent.inputClosed:
      session.inputClosed()
      if stage == .lingering { context.close(promise: nil) } else { pump() }
    case TLSUserEvent.handshakeCompleted:
      handshakeCompleted(context)
    default:
      context.fireUserInboundEventTriggered(event)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // Many peers end TLS without a close_notify: that is an end of input like any other.
    if let error = error as? NIOSSLError, case .uncleanShutdown = error { return }
    // After the last reply a client may leave as it likes.
    if stage == .open { record.fault = error is IOError ? "IOError" : "\(type(of: error))" }
    context.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    stage = .gone
    timers.cancel()
    if !isBusy { discardBody() }
    admission.end()
    services.registry.remove(context.channel)
    logConnection()
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    self.context = nil
  }

  /// Performs what the session wants until it needs an event, then asks for more octets.
  func pump() {
    guard stage == .open, !isPumping, let context else { return }
    isPumping = true
    while !isBusy, stage == .open, context.channel.isWritable, let action = session.next() { perform(action, context) }
    isPumping = false
    guard stage == .open else { return }
    flushOutput(context)
    if !isBusy { context.read() }
  }

  /// Goes on after something that was waited for.
  func resume(_ change: (inout SMTPServerSession) -> Void) {
    isBusy = false
    guard stage != .gone else { return discardBody() }
    timers.lastActivity = .now()
    change(&session)
    pump()
  }

  func flushOutput(_ context: ChannelHandlerContext, promise: EventLoopPromise<Void>? = nil) {
    guard !output.isEmpty || promise != nil else { return }
    context.writeAndFlush(wrapOutboundOut(context.channel.allocator.buffer(bytes: output)), promise: promise)
    output.removeAll(keepingCapacity: output.capacity <= 1024)
  }

  private func handshakeCompleted(_ context: ChannelHandlerContext) {
    let handler = try? context.pipeline.syncOperations.handler(type: NIOSSLServerHandler.self)
    let version = handler?.tlsVersion.map(SMTPServerHandler.name) ?? "TLS"
    resume { $0.tlsEstablished(ClientFacts.TLS(version: version)) }
  }

  private static func name(_ version: TLSVersion) -> String {
    switch version {
    case .tlsv1: "TLSv1"
    case .tlsv11: "TLSv1.1"
    case .tlsv12: "TLSv1.2"
    case .tlsv13: "TLSv1.3"
    }
  }
}
