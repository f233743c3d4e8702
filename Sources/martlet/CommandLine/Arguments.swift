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

extension PolicyKind: ExpressibleByArgument {
  /// In any case.
  public init?(argument: String) {
    guard let kind = PolicyKind.allCases.first(where: { $0.rawValue.lowercased() == argument.lowercased() }) else { return nil }
    self = kind
  }
}

extension PolicyAssignment: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

extension AllowBlockValue.Kind: ExpressibleByArgument {}

extension AllowBlockEntry.Action: ExpressibleByArgument {}

extension AllowBlockEntry.Condition: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}
