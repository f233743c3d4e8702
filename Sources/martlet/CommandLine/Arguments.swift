public import ArgumentParser
public import FilterPolicy
public import GatewayStorage
public import MailTypes

// What the command line takes is read by the same initialisers as everything else from outside.

extension QueueID: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

extension NextHop: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

extension IPAddress: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

extension DomainName: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

extension EmailAddress: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

extension SpoofedSenderPair: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

extension TraceID: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

extension TraceStatus: ExpressibleByArgument {}
