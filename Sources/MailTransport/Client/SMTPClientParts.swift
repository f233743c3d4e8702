import NIOCore
import NIOPosix

/// What every connection of a pool is made with.
struct SMTPClientParts: Sendable {
  let configuration: SMTPClientConfiguration
  let tls: SMTPClientTLS
  let group: any EventLoopGroup
  /// Where files are read.
  let threadPool: NIOThreadPool
}
