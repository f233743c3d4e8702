import Glibc
public import Logging
public import NIOCore
public import NIOPosix
import Synchronization

/// An SMTP or LMTP server on one listening socket.
public final class SMTPListener: Sendable {
  private let services: SMTPServerServices
  private let group: any EventLoopGroup
  private let accepting = Mutex<[any Channel]>([])

  /// Connections the kernel holds until they are accepted.
  private static let backlog: CInt = 1024

  /// - Parameters:
  ///   - tls: `nil` where STARTTLS, and so AUTH, is not offered.
  ///   - resources: shared by all listeners of the process.
  ///   - files: runs the writing of large messages.
  public init(
    configuration: SMTPListenerConfiguration, delegate: any SMTPServerDelegate, tls: TLSContextSource?,
    resources: SMTPServerResources, files: NIOThreadPool, logger: Logger, group: any EventLoopGroup
  ) {
    services = SMTPServerServices(
      configuration: configuration, delegate: delegate, tls: tls, resources: resources, registry: ConnectionRegistry(),
      files: files, logger: logger)
    self.group = group
  }

  /// Connections open now.
  public var connections: Int { services.registry.count }

  /// Serves a socket that is bound already (TCP or UNIX), and owns it from now on. May be called for several sockets.
  /// - Throws: `IOError` where the socket cannot listen.
  public func start(socket: CInt) async throws {
    guard listen(socket, SMTPListener.backlog) == 0 else { throw IOError(errnoCode: errno, reason: "listen") }
    let services = services
    let channel = try await ServerBootstrap(group: group)
      .childChannelOption(.autoRead, value: false)
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .childChannelOption(.maxMessagesPerRead, value: 1)
      .childChannelOption(.recvAllocator, value: AdaptiveRecvByteBufferAllocator(minimum: 1024, initial: 2048, maximum: 65536))
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(SMTPServerHandler(services, channel: channel))
        }
      }
      .withBoundSocket(socket).get()
    accepting.withLock { $0.append(channel) }
  }

  /// Accepts nobody any more, tells idle clients `421 4.3.2`, lets open transactions end, and cuts what is still open
  /// after `limit`. Returns when no connection is left.
  public func drain(within limit: TimeAmount) async {
    for channel in stopAccepting() { try? await channel.close() }
    services.registry.drain()
    let registry = services.registry
    let deadline = group.next().scheduleTask(in: limit) { registry.closeAll() }
    await registry.untilEmpty()
    deadline.cancel()
  }

  private func stopAccepting() -> [any Channel] {
    accepting.withLock { channels in
      defer { channels = [] }
      return channels
    }
  }
}
