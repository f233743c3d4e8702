import Glibc
import MailTypes
import NIOCore
import NIOPosix
import SMTPCore

/// One open connection, as the pool handles it from any thread.
struct SMTPClientConnection: Sendable {
  /// How `open` ended.
  enum Opened: Sendable {
    case connection(SMTPClientConnection)
    /// `isTLSFault`: in clear it may work. `isUnreachable`: nobody answered.
    case failed(SMTPReply, isTLSFault: Bool, isUnreachable: Bool)
  }

  let relay: String
  /// The next hop takes over what NOTIFY asks for (RFC 3461 §5.2.1).
  let offersDSN: Bool
  let channel: any Channel
  private let handler: NIOLoopBound<SMTPClientHandler>

  /// False once either side has closed.
  var isOpen: Bool { channel.isActive }

  /// Carries out one transaction; one at a time. One reply for each recipient, whatever happens.
  func run(_ transaction: SMTPTransaction, content: OutgoingContent?) async -> SMTPTransactionResult {
    let promise = channel.eventLoop.makePromise(of: SMTPTransactionResult.self)
    channel.eventLoop.execute {
      handler.value.begin(transaction, content: content, result: promise)
    }
    let result = try? await promise.futureResult.get()
    guard let result, result.replies.count == transaction.envelope.recipients.count else { return lost(transaction) }
    return result
  }

  func quit() {
    channel.eventLoop.execute { handler.value.quit() }
  }

  /// Says goodbye and returns once either side has closed: `SMTPClientTimeouts.quit` at the latest.
  func end() async {
    quit()
    try? await channel.closeFuture.get()
  }

  private func lost(_ transaction: SMTPTransaction) -> SMTPTransactionResult {
    let reply = SMTPReply(451, EnhancedStatusCode(4, 4, 2), "Lost the connection to \(relay)")
    return SMTPTransactionResult(replies: transaction.envelope.recipients.map { _ in reply }, mayTryAnotherHost: true)
  }
}

extension SMTPClientConnection {
  /// Connects, greets, and protects the connection as the endpoint asks for.
  static func open(_ endpoint: SMTPEndpoint, _ parts: SMTPClientParts) async -> Opened {
    do {
      return try await connect(endpoint, parts).get()
    } catch {
      let text = "Cannot connect to \(endpoint.relay): \(cause(of: error))"
      return .failed(SMTPReply(451, EnhancedStatusCode(4, 4, 1), text), isTLSFault: false, isUnreachable: true)
    }
  }

  private static func connect(_ endpoint: SMTPEndpoint, _ parts: SMTPClientParts) throws -> EventLoopFuture<Opened> {
    let address = try endpoint.socketAddress()
    // On the caller's loop, where it is on one: the transaction then stays on one thread.
    let eventLoop = MultiThreadedEventLoopGroup.currentEventLoop ?? parts.group.next()
    let opening = eventLoop.makePromise(of: SMTPClientHandler.Opening.self)
    let connected = ClientBootstrap(group: eventLoop)
      .connectTimeout(TimeAmount(parts.configuration.timeouts.connect))
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(SMTPClientHandler(endpoint: endpoint, parts: parts, opening: opening))
        }
      }
      .connect(to: address)
    // A channel that was never made has no handler to keep the promise.
    connected.whenFailure { opening.fail($0) }
    return connected.flatMap { channel in
      opening.futureResult.flatMapThrowing { try opened($0, channel, endpoint) }
    }
  }

  private static func opened(
    _ opening: SMTPClientHandler.Opening, _ channel: any Channel, _ endpoint: SMTPEndpoint
  ) throws -> Opened {
    switch opening {
    case .failed(let reply, let isTLSFault): return .failed(reply, isTLSFault: isTLSFault, isUnreachable: false)
    case .ready(let capabilities):
      let handler = try channel.pipeline.syncOperations.handler(type: SMTPClientHandler.self)
      return .connection(
        SMTPClientConnection(
          relay: endpoint.relay, offersDSN: capabilities.contains(.dsn), channel: channel,
          handler: NIOLoopBound(handler, eventLoop: channel.eventLoop)))
    }
  }

  private static func cause(of error: any Error) -> String {
    switch error {
    case let error as IOError: String(cString: strerror(error.errnoCode))
    case ChannelError.connectTimeout: "no answer in time"
    default: "\(error)"
    }
  }
}
