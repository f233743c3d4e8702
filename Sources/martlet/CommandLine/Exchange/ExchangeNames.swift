import ArgumentParser

// How the cmdlets of Exchange are written here: their own names, one dash, values without regard to case.

extension NameSpecification {
  /// A parameter by its cmdlet's name, with one dash: `-SenderAddress`.
  static func exchange(_ parameter: String) -> NameSpecification { .customLong(parameter, withSingleDash: true) }
}

extension CommandConfiguration {
  /// A cmdlet by its own name. PowerShell does not regard case, and so the name in lower case does as well. They are many, and
  /// each does what another command does: the list of commands leaves them out.
  static func exchange(_ cmdlet: String, abstract: String, discussion: String = "") -> CommandConfiguration {
    CommandConfiguration(
      commandName: cmdlet, abstract: abstract, discussion: discussion, shouldDisplay: false, aliases: [cmdlet.lowercased()])
  }
}

/// One of a parameter's documented values, without regard to case: `-Status quarantined`.
struct ExchangeChoice<Value: CaseIterable & RawRepresentable & Sendable>: ExpressibleByArgument, Sendable
where Value.RawValue == String {
  let value: Value

  init(_ value: Value) { self.value = value }

  init?(argument: String) {
    guard let value = Value.allCases.first(where: { $0.rawValue.lowercased() == argument.lowercased() }) else { return nil }
    self.value = value
  }

  static var allValueStrings: [String] { Value.allCases.map(\.rawValue) }

  var defaultValueDescription: String { value.rawValue }
}
