public import MailTypes

/// DNS over libunbound.
public actor UnboundResolver: DNSResolver {
  public init(_ configuration: UnboundConfiguration = UnboundConfiguration()) throws(UnboundError) {}

  public func resolve(_ question: DNSQuestion) async -> DNSAnswer { .timeout }
}
