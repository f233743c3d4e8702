public import FilterPolicy

/// Why policies or lists are not changed as asked.
public enum PolicyRegisterError: Error, Hashable, Sendable {
  case noOrganization(String)
  case noRevision(Int64)
  /// Somebody else was quicker.
  case changedMeanwhile(newest: Int64)
  /// At least one.
  case problems([PolicyProblem])
  case noEntry(AllowBlockEntry.ID)
  case entryExists(AllowBlockEntry.ID)
  case tooManyEntries(AllowBlockValue.Kind, AllowBlockEntry.Action)
}

extension PolicyRegisterError: CustomStringConvertible {
  /// What, and what to do; a line for each problem.
  public var description: String {
    switch self {
    case .noOrganization(let name): "there is no organization \(name); see `martlet status`"
    case .noRevision(let number): "there is no revision \(number); see `martlet policy revisions`"
    case .changedMeanwhile(let newest): "the policies were changed meanwhile, by revision \(newest); look, and try again"
    case .problems(let problems): problems.map(\.description).joined(separator: "\n")
    case .noEntry(let id): "the Tenant Allow/Block List has no entry \(id)"
    case .entryExists(let id): "the Tenant Allow/Block List has an entry \(id) already; use `set` to change it"
    case .tooManyEntries(let kind, let action):
      "there would be more than \(AllowBlockList.limit(action)) entries \(action) \(kind); remove some first"
    }
  }
}
