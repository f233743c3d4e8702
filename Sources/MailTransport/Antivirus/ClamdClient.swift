public import MailTypes
public import NIOCore
import NIOPosix

/// Asks clamd, over a connection for each question: clamd gives each a thread of its own, and connecting costs nothing beside
/// the scan.
public struct ClamdClient: Sendable {
  public enum Address: Hashable, Sendable {
    case tcp(IPAddress, port: UInt16)
    case socket(path: String)
  }

  public let address: Address
  /// For a whole question, from connecting to the answer.
  public let timeout: Duration
  private let group: any EventLoopGroup

  public init(address: Address, timeout: Duration, group: any EventLoopGroup) {
    self.address = address
    self.timeout = timeout
    self.group = group
  }

  /// Streams a message to clamd. Of a file no more than a chunk is in memory.
  /// - Returns: `clean`, `found` or `oversize`.
  public func scan(_ content: MessageContent) async throws(ClamdError) -> ClamdReply {
    let reply = try await ask("INSTREAM", content: content)
    switch reply {
    case .clean, .found, .oversize: return reply
    case .pong, .version, .error: throw .badAnswer
    }
  }

  /// - Returns: engine and signatures, as clamd calls them.
  public func version() async throws(ClamdError) -> (engine: String, signatures: String?) {
    guard try await ask("PING", content: nil) == .pong else { throw .badAnswer }
    guard case .version(let engine, let signatures) = try await ask("VERSION", content: nil) else { throw .badAnswer }
    return (engine, signatures)
  }

  private func ask(_ command: String, content: MessageContent?) async throws(ClamdError) -> ClamdReply {
    do {
      return try await answer(to: command, content).get()
    } catch let error as ClamdError {
      throw error
    } catch {
      throw .cannotConnect
    }
  }

  private func answer(to command: String, _ content: MessageContent?) throws -> EventLoopFuture<ClamdReply> {
    let target = try socketAddress()
    let eventLoop = MultiThreadedEventLoopGroup.currentEventLoop ?? group.next()
    let answer = eventLoop.makePromise(of: ClamdReply.self)
    let limit = TimeAmount(timeout)
    let connected = ClientBootstrap(group: eventLoop)
      .connectTimeout(limit)
      // clamd may answer and close while the message is still on its way to it.
      .channelOption(.allowRemoteHalfClosure, value: true)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(
            ClamdHandler(command: command, content: content, timeLimit: limit, answer: answer))
        }
      }
      .connect(to: target)
    connected.whenFailure { error in
      if case ChannelError.connectTimeout = error { answer.fail(ClamdError.timedOut) } else { answer.fail(error) }
    }
    return answer.futureResult
  }

  private func socketAddress() throws -> SocketAddress {
    switch address {
    case .tcp(let address, let port): try SocketAddress(packedIPAddress: ByteBuffer(bytes: address.octets), port: Int(port))
    case .socket(let path): try SocketAddress(unixDomainSocketPath: path)
    }
  }
}
