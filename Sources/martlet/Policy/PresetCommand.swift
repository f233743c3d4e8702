import AdminAPI
import ArgumentParser
import FilterPolicy

/// `martlet preset`
struct PresetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preset", abstract: "Turn the Standard and Strict preset security policies on or off, and say for whom",
    discussion: """
      Presets come before all custom policies, Strict before Standard. PARAMETER=VALUE says whom one is for: sentTo, \
      sentToMemberOf, recipientDomainIs, and exceptIf… of each; without a condition it is for everybody. What they contain: \
      `martlet policy show KIND Standard`.
      """,
    subcommands: [List.self, Show.self, Set.self, Enable.self, Disable.self])

  enum Name: String, CaseIterable, ExpressibleByArgument {
    case standard, strict

    init?(argument: String) { self.init(rawValue: argument.lowercased()) }

    var path: any WritableKeyPath<Presets, Presets.Assignment> & Sendable { self == .standard ? \.standard : \.strict }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List both, and whom they are for")

    @OptionGroup var options: PolicyOptions

    func run() async throws {
      let presets = try await options.policies().presets
      if options.gateway.isJSON { return try Output.json(presets) }
      var table = Table(["PRESET", "STATE", "FOR"], elastic: 2)
      for name in Name.allCases.reversed() {
        let assignment = presets[keyPath: name.path]
        table.add([name.rawValue, assignment.enabled ? "on" : "off", "\(assignment.recipients)"])
      }
      table.print(orElse: "")
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show one, and whom it is for")

    @Argument var name: Name
    @OptionGroup var options: PolicyOptions

    func run() async throws {
      let assignment = try await options.policies().presets[keyPath: name.path]
      if options.gateway.isJSON { return try Output.json(assignment) }
      var details = Details()
      for value in assignment.parameterValues { details.add(value.key, "\(value.value)") }
      details.print()
    }
  }

  struct Set: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Say whom one is for")

    @Argument var name: Name
    @Argument(help: "parameter=value, parameter+=value or parameter-=value") var assignments: [PolicyAssignment]
    @OptionGroup var options: PolicyChangeOptions

    func run() async throws { try await PresetCommand.assign(assignments, to: name, options) }
  }

  struct Enable: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Turn one on, for everybody unless it is said for whom")

    @Argument var name: Name
    @Argument(help: "parameter=value") var assignments: [PolicyAssignment] = []
    @OptionGroup var options: PolicyChangeOptions

    func run() async throws {
      try await PresetCommand.assign(assignments + [PolicyAssignment("enabled", .flag(true))], to: name, options)
    }
  }

  struct Disable: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Turn one off; whom it was for is kept")

    @Argument var name: Name
    @OptionGroup var options: PolicyChangeOptions

    func run() async throws {
      try await PresetCommand.assign([PolicyAssignment("enabled", .flag(false))], to: name, options)
    }
  }

  private static func assign(
    _ assignments: [PolicyAssignment], to name: Name, _ options: PolicyChangeOptions
  ) async throws {
    try await options.edit { try $0.presets[keyPath: name.path].assign(assignments) }
  }
}
