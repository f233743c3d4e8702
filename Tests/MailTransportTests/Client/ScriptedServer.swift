import MailTypes
import NIOCore
import NIOPosix
import Synchronization

/// A mail server that says what a test wants, for what no real server can be made to do.
final class ScriptedServer: Sendable {
  enum Answer: Sendable {
    case say(String)
    /// Close without a word.
    case hangUp
    case silence
  }

  /// Asked with each line, `""` for a new connection, `"."` for the end of content.
  typealias Script = @Sendable (String) -> Answer

  private let channel: any Channel
  private let seen: SeenLines

  /// Everything clients said, connection after connection.
  var lines: [String] { seen.all }
  var port: UInt16 { UInt16(channel.localAddress?.port ?? 0) }

  /// `contentLimit`: hang up after so many octets of content.
  init(address: String = "127.0.0.1", port: Int = 0, contentLimit: Int = .max, script: @escaping Script) async throws {
    let seen = SeenLines()
    self.seen = seen
    channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let handler = ScriptHandler(script: script, contentLimit: contentLimit, seen: seen)
          try channel.pipeline.syncOperations.addHandler(handler)
        }
      }
      .bind(host: address, port: port).get()
  }

  deinit { channel.close(promise: nil) }

  /// The usual answers of a server that takes everything; `special` goes first.
  static func answers(_ special: [String: Answer] = [:], offers: [String] = ["PIPELINING"]) -> Script {
    { line in
      let verb = line.split(separator: " ").first.map { $0.uppercased() } ?? ""
      if let answer = special[verb] { return answer }
      switch verb {
      case "": return .say("220 scripted.example")
      case "EHLO", "LHLO":
        let lines = ["scripted.example"] + offers
        return .say(lines.dropLast().map { "250-\($0)\r\n" }.joined() + "250 \(lines.last ?? "")")
      case "DATA": return .say("354 go on")
      case "QUIT": return .say("221 bye")
      default: return .say("250 2.0.0 Ok")
      }
    }
  }
}

final class SeenLines: Sendable {
  private let lines = Mutex<[String]>([])
  var all: [String] { lines.withLock { $0 } }
  func add(_ line: String) { lines.withLock { $0.append(line) } }
}

private final class ScriptHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let script: ScriptedServer.Script
  private let contentLimit: Int
  private let seen: SeenLines
  private var pending: [UInt8] = []
  private var contentLength: Int?

  init(script: @escaping ScriptedServer.Script, contentLimit: Int, seen: SeenLines) {
    self.script = script
    self.contentLimit = contentLimit
    self.seen = seen
  }

  func channelActive(context: ChannelHandlerContext) { answer("", context) }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    pending += unwrapInboundIn(data).readableBytesView
    if let length = contentLength, length + pending.count > contentLimit { return context.close(promise: nil) }
    while let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
      let line = String(decoding: pending[..<end], as: UTF8.self).split(separator: "\r").first.map(String.init) ?? ""
      pending.removeFirst(end + 1)
      take(line, end + 1, context)
    }
  }

  private func take(_ line: String, _ length: Int, _ context: ChannelHandlerContext) {
    if let known = contentLength, line != "." {
      contentLength = known + length
      return
    }
    contentLength = nil
    seen.add(line)
    answer(line, context)
  }

  private func answer(_ line: String, _ context: ChannelHandlerContext) {
    switch script(line) {
    case .say(let text):
      if text.hasPrefix("354") { contentLength = 0 }
      context.writeAndFlush(NIOAny(context.channel.allocator.buffer(string: text + "\r\n")), promise: nil)
    case .hangUp: context.close(promise: nil)
    case .silence: break
    }
  }
}
