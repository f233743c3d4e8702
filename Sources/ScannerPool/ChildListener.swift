import CProcess
import Glibc
import Logging
import NIOCore
import NIOPosix
import Synchronization

/// What becomes of the connections of a `ChildListener`. Called on event loops; must not block.
protocol ChildEvents: AnyObject, Sendable {
  func connected(_ child: ChildConnection)
  func received(_ frame: Frame, from child: ChildConnection)
  /// Comes once for each connection. `error` is set when the child broke the protocol.
  func lost(_ child: ChildConnection, error: FrameError?)
}

/// Accepts child processes on a UNIX socket that the supervisor has bound, and lets in those of this process's own user.
struct ChildListener: Sendable {
  let descriptor: CInt
  let group: any EventLoopGroup
  let logger: Logger

  func start(events: any ChildEvents) async throws -> any Channel {
    let ids = Counter()
    return try await ServerBootstrap(group: group)
      .childChannelInitializer { channel in
        peer(of: channel).flatMapThrowing { process in
          let child = ChildConnection(id: ids.next(), process: process, channel: channel)
          try channel.pipeline.syncOperations.addHandler(FrameHandler(child: child, events: events))
        }
      }
      .withBoundSocket(descriptor).get()
  }

  private func peer(of channel: any Channel) -> EventLoopFuture<PeerProcess> {
    guard let provider = channel as? any SocketOptionProvider else {
      return channel.eventLoop.makeFailedFuture(ChannelError.operationUnsupported)
    }
    // `martlet_peer` has the layout of the kernel's `struct ucred`, which is what SO_PEERCRED fills.
    let name = NIOBSDSocket.Option(rawValue: SO_PEERCRED)
    let credentials: EventLoopFuture<martlet_peer> = provider.unsafeGetSocketOption(level: .socket, name: name)
    return credentials.flatMapThrowing { credentials in
      guard credentials.uid == geteuid() else {
        logger.warning(
          "connection refused: not a child of this gateway",
          metadata: ["event": "socket", "status": "refused", "pid": "\(credentials.pid)", "uid": "\(credentials.uid)"])
        throw ChannelError.operationUnsupported
      }
      guard let process = PeerProcess(credentials) else { throw ChannelError.eof }
      return process
    }
  }
}

private final class Counter: Sendable {
  private let value = Atomic<UInt64>(0)

  func next() -> UInt64 { value.wrappingAdd(1, ordering: .relaxed).newValue }
}

/// Takes octets apart into frames and hands them on.
private final class FrameHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let child: ChildConnection
  private let events: any ChildEvents
  private var reader = FrameReader()
  private var error: FrameError?

  init(child: ChildConnection, events: any ChildEvents) {
    self.child = child
    self.events = events
  }

  func channelActive(context: ChannelHandlerContext) {
    events.connected(child)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard error == nil else { return }
    reader.append(unwrapInboundIn(data).readableBytesView)
    do throws(FrameError) {
      while let frame = try reader.next() { events.received(frame, from: child) }
    } catch {
      self.error = error
      context.close(promise: nil)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    events.lost(child, error: error)
  }
}
