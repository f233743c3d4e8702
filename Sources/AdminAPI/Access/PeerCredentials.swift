import Glibc
import NIOCore

/// Who is at the other end of a UNIX socket, as the kernel knows it (unix(7) `SO_PEERCRED`). Laid out as `struct ucred`.
public struct PeerCredentials: Hashable, Sendable {
  public var process: Int32
  public var user: UInt32
  public var group: UInt32

  public init(process: Int32, user: UInt32, group: UInt32) {
    self.process = process
    self.user = user
    self.group = group
  }

  /// The process that made the connection behind `channel`.
  /// - Throws: where the channel is no UNIX socket, or is closed.
  static func of(_ channel: any Channel) async throws -> PeerCredentials {
    guard let provider = channel as? any SocketOptionProvider else { throw ChannelError.operationUnsupported }
    return try await provider.unsafeGetSocketOption(level: .socket, name: NIOBSDSocket.Option(rawValue: SO_PEERCRED)).get()
  }
}
