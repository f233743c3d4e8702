import Glibc
import Logging
import MailTransport
import MailTypes
import MartletTestKit
import NIOCore
import NIOPosix
import Testing

/// A listener on a loopback port of its own.
struct TestServer {
  let listener: SMTPListener
  let address: SocketAddress
  let delegate: PolicyDelegate
  let resources: SMTPServerResources

  static func configuration() throws -> SMTPListenerConfiguration {
    SMTPListenerConfiguration(name: "test", hostname: try #require(DomainName(DialoguePolicy.hostname)))
  }

  static func start(
    _ configuration: SMTPListenerConfiguration? = nil, delegate: PolicyDelegate = PolicyDelegate(),
    tls: TLSContextSource? = nil, resources: SMTPServerResources = SMTPServerResources(),
    logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
  ) async throws -> TestServer {
    let listener = SMTPListener(
      configuration: try configuration ?? TestServer.configuration(), delegate: delegate, tls: tls, resources: resources,
      files: .singleton, logger: logger, group: MultiThreadedEventLoopGroup.singleton)
    let (descriptor, port) = try bind()
    try await listener.start(socket: descriptor)
    return TestServer(
      listener: listener, address: try SocketAddress(ipAddress: "127.0.0.1", port: port), delegate: delegate,
      resources: resources)
  }

  func connect() async throws -> SocketClient { try await SocketClient.connect(to: address) }

  /// A client past the banner and EHLO.
  func greeted() async throws -> SocketClient {
    var client = try await connect()
    _ = try await client.reply()
    _ = try await client.say("EHLO client.example")
    return client
  }

  func stop() async {
    await listener.drain(within: .zero)
  }

  private static func bind() throws -> (descriptor: CInt, port: Int) {
    let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    try #require(descriptor >= 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
      }
    }
    try #require(isBound)
    return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
  }
}
