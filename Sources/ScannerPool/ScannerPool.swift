public import FilterPolicy
public import Logging
public import MailTypes
public import NIOCore

/// The scanner processes that are connected to this gateway.
public final class ScannerPool: Sendable {
  /// `listener` is a bound and listening UNIX socket, owned by the pool from here on.
  public init(
    listener: Int32, limits: ScannerLimits = ScannerLimits(), resolver: any DNSResolver, group: any EventLoopGroup,
    logger: Logger
  ) {}

  /// Accepts scanners until the task is cancelled.
  public func run() async throws {}

  public func scan(_ subject: ScanSubject, content: MessageContent) async throws(ScannerPoolError) -> ScanOutcome {
    throw .stopped
  }
}
