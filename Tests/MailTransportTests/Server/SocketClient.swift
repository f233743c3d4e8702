import MartletTestKit
import NIOCore
import NIOPosix
import NIOSSL

/// A client on a real socket.
struct SocketClient: DialogueTransport {
  let channel: any Channel
  private var incoming: AsyncStream<[UInt8]>.AsyncIterator
  private var unread: ArraySlice<UInt8> = []

  private final class Collector: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    let continuation: AsyncStream<[UInt8]>.Continuation

    init(_ continuation: AsyncStream<[UInt8]>.Continuation) {
      self.continuation = continuation
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      continuation.yield(Array(buffer: unwrapInboundIn(data)))
    }

    func channelInactive(context: ChannelHandlerContext) {
      continuation.finish()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
      context.close(promise: nil)
    }
  }

  static func connect(to address: SocketAddress) async throws -> SocketClient {
    let (stream, continuation) = AsyncStream<[UInt8]>.makeStream()
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(Collector(continuation)) }
      }
      .connect(to: address).get()
    return SocketClient(channel: channel, incoming: stream.makeAsyncIterator())
  }

  func send(_ bytes: [UInt8]) async throws {
    // What the server has closed meanwhile, the next line read shows.
    try? await channel.writeAndFlush(ByteBuffer(bytes: bytes))
  }

  /// Sends a line and reads the last line of the answer.
  mutating func say(_ line: String) async throws -> String? {
    try await send(Array((line + "\r\n").utf8))
    return try await reply()
  }

  /// The last line of the next reply.
  mutating func reply() async throws -> String? {
    while let line = try await receiveLine() {
      if line.dropFirst(3).first != "-" { return line }
    }
    return nil
  }

  mutating func receiveLine() async throws -> String? {
    while true {
      if let end = unread.firstIndex(of: 0x0A) {
        defer { unread = unread[(end + 1)...] }
        return String(decoding: unread[..<end].filter { $0 != 0x0D }, as: UTF8.self)
      }
      guard let more = await incoming.next() else { return nil }
      unread = Array(unread) + more[...]
    }
  }

  func startTLS() async throws { try await startTLS(atMost: nil) }

  func startTLS(atMost version: TLSVersion?) async throws {
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.maximumTLSVersion = version
    configuration.certificateVerification = .none
    let context = try NIOSSLContext(configuration: configuration)
    let channel = channel
    try await channel.eventLoop.submit {
      try channel.pipeline.syncOperations.addHandler(
        NIOSSLClientHandler(context: context, serverHostname: nil), position: .first)
    }.get()
  }

  func shut() async throws {
    try await channel.close(mode: .output)
  }

  mutating func isClosed() async throws -> Bool {
    try await receiveLine() == nil
  }
}
