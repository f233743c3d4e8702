public import Logging
public import MailTypes
public import NIOCore

/// The gateway's side of the resolver process.
public final class RemoteResolver: DNSResolver {
  /// `listener` is a bound and listening UNIX socket, owned by this object from here on.
  public init(listener: Int32, group: any EventLoopGroup, logger: Logger) {}

  /// Accepts the resolver process, and its successors, until the task is cancelled.
  public func run() async throws {}

  public func resolve(_ question: DNSQuestion) async -> DNSAnswer { .timeout }
}
