import NIOCore
import NIOPosix
import Synchronization

/// Something that is taken for clamd, and does what a test wants once it has seen so many octets.
final class ScriptedClamd: Sendable {
  enum Act: Sendable {
    case say(String)
    case hangUp
    case sayAndHangUp(String)
    case silence
  }

  private let channel: any Channel
  let received: Received

  var port: UInt16 { UInt16(channel.localAddress?.port ?? 0) }

  init(after count: Int, _ act: Act) async throws {
    let received = Received()
    self.received = received
    channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(ClamdScript(count: count, act: act, received: received))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
  }

  deinit { channel.close(promise: nil) }

  final class Received: Sendable {
    private let state = Mutex<[UInt8]>([])
    var bytes: [UInt8] { state.withLock { $0 } }
    func add(_ more: ByteBufferView) -> Int {
      state.withLock { bytes in
        bytes += more
        return bytes.count
      }
    }
  }
}

private final class ClamdScript: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let count: Int
  private let act: ScriptedClamd.Act
  private let received: ScriptedClamd.Received
  private var hasActed = false

  init(count: Int, act: ScriptedClamd.Act, received: ScriptedClamd.Received) {
    self.count = count
    self.act = act
    self.received = received
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard received.add(unwrapInboundIn(data).readableBytesView) >= count, !hasActed else { return }
    hasActed = true
    switch act {
    case .say(let text): context.writeAndFlush(NIOAny(ByteBuffer(string: text)), promise: nil)
    case .sayAndHangUp(let text):
      context.writeAndFlush(NIOAny(ByteBuffer(string: text)), promise: nil)
      context.close(promise: nil)
    case .hangUp: context.close(promise: nil)
    case .silence: break
    }
  }
}
