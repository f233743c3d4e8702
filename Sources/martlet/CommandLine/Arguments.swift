import ArgumentParser
import MailTypes

extension QueueID: @retroactive ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

extension NextHop: @retroactive ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}
