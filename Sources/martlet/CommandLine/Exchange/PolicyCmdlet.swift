import ArgumentParser
import FilterPolicy

/// A cmdlet that changes policies: what `martlet policy` does, by the names of Exchange.
protocol PolicyEdit {
  /// `Set-HostedContentFilterPolicy`
  static var cmdlet: String { get }
  static var abstract: String { get }
  static var parameters: [PolicyParameterDescription] { get }
  static func edit(_ call: CmdletCall, _ policies: inout OrganizationPolicies) throws
}

/// A cmdlet that shows policies.
protocol PolicyView {
  static var cmdlet: String { get }
  static var abstract: String { get }
  /// Each with its name.
  static func objects(in policies: OrganizationPolicies) throws -> [CmdletObject]
}

/// An object as a cmdlet shows it.
struct CmdletObject {
  let name: String
  /// Names and values as Exchange spells them.
  let values: [(name: String, value: PolicyValue)]

  init(_ name: String, _ values: [PolicyParameterValue], _ further: [(name: String, value: PolicyValue)] = []) {
    self.name = name
    let own = values.filter { $0.name != "Name" }.map { (name: $0.name, value: $0.exchangeValue) }
    self.values = [("Name", .text(name))] + further + own
  }
}

struct EditCmdlet<Edit: PolicyEdit>: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    .exchange(Edit.cmdlet, abstract: Edit.abstract, discussion: CmdletHelp.text(Edit.parameters))
  }

  @Argument(parsing: .captureForPassthrough, help: "-Parameter value …") var words: [String] = []

  func run() async throws {
    if words.contains("--help") { throw CleanExit.helpRequest(Self.self) }
    let call = try CmdletCall(words)
    let options = try PolicyChangeOptions.parse(call.options + (call.isTrial ? ["--dry-run"] : []))
    try await options.edit { try Edit.edit(call, &$0) }
  }
}

struct ViewCmdlet<View: PolicyView>: AsyncParsableCommand {
  static var configuration: CommandConfiguration { .exchange(View.cmdlet, abstract: View.abstract) }

  @Argument(parsing: .captureForPassthrough, help: "-Identity name") var words: [String] = []

  func run() async throws {
    if words.contains("--help") { throw CleanExit.helpRequest(Self.self) }
    let call = try CmdletCall(words)
    let options = try PolicyOptions.parse(call.options)
    var objects = try View.objects(in: try await options.policies())
    if let identity = call.identity {
      objects = objects.filter { $0.name.lowercased() == identity.lowercased() }
      guard !objects.isEmpty else {
        throw CommandFailure(ExitStatus.negative, "\(View.cmdlet): there is no object \(identity)")
      }
    }
    if options.gateway.isJSON {
      return try Output.json(objects.map { Dictionary($0.values.map { ($0.name, $0.value) }) { first, _ in first } })
    }
    for object in objects {
      var details = Details()
      for (name, value) in object.values { details.add(name, "\(value)") }
      details.print()
      Output.write("\n")
    }
  }
}

enum CmdletHelp {
  static func text(_ parameters: [PolicyParameterDescription]) -> String {
    guard !parameters.isEmpty else { return "" }
    let lines = parameters.map { "-\($0.name): \($0.shape)" }
    return """
      Values are written as PowerShell takes them: lists with commas, @{Add="a";Remove="b"} to edit one, $true, $false, $null. \
      -WhatIf only shows what would change. Parameters:

      """ + lines.joined(separator: "\n")
  }
}
