import ArgumentParser
import FilterPolicy

/// `martlet connection-filter`
struct ConnectionFilterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "connection-filter", abstract: "See and change which client addresses are trusted, and which are refused",
    discussion: """
      IPv4 addresses, ranges 192.0.2.1-192.0.2.9 and networks from /24 to /32. An address on both lists is trusted. IPv6 goes \
      into `martlet allow-block`.
      """,
    subcommands: [Show.self, Set.self])

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show the lists")

    @OptionGroup var options: PolicyOptions

    func run() async throws {
      let filter = try await options.policies().connectionFilter
      if options.gateway.isJSON { return try Output.json(filter) }
      var details = Details()
      for value in filter.parameterValues { details.add(value.key, "\(value.value)") }
      details.print()
    }
  }

  struct Set: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Change the lists: ipAllowList+=192.0.2.0/24, ipBlockList-=198.51.100.7, enableSafeList=true")

    @Argument(help: "parameter=value, parameter+=value or parameter-=value") var assignments: [PolicyAssignment]
    @OptionGroup var options: PolicyChangeOptions

    func run() async throws { try await options.edit { try $0.connectionFilter.assign(assignments) } }
  }
}
