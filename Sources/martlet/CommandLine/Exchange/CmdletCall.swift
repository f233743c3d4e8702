import FilterPolicy

/// The words after the name of a cmdlet: `Default -BulkThreshold 6 -AllowedSenders @{Add="ada@example.org"}`, as PowerShell reads
/// them, and Martlet's own options, which begin with two dashes.
struct CmdletCall {
  /// The first value without a name, or that of `-Identity`.
  private(set) var identity: String?
  private(set) var assignments: [PolicyAssignment] = []
  /// `-WhatIf`
  private(set) var isTrial = false
  /// For the options of the command.
  private(set) var options: [String] = []

  /// What PowerShell takes everywhere, and means nothing here: nobody is asked to confirm.
  private static let ignored: Set = ["confirm", "force", "verbose", "erroraction", "warningaction"]

  /// - Throws: what is wrong, for the command line.
  init(_ words: [String]) throws(CommandFailure) {
    var rest = words[...]
    while let word = rest.popFirst() {
      if word.hasPrefix("--") {
        options.append(word)
        if let value = rest.first, !word.contains("="), !value.hasPrefix("-"), !CmdletCall.isFlag(word) {
          options.append(value)
          rest.removeFirst()
        }
      } else if word.hasPrefix("-"), word.dropFirst().first?.isLetter ?? false {
        take(word.dropFirst(), &rest)
      } else if identity == nil {
        identity = CmdletCall.unquoted(word)
      } else {
        throw CommandFailure(ExitStatus.usage, "'\(word)' has no parameter before it; write -Parameter value")
      }
    }
  }

  /// Takes `-Name value`, `-Name:value`, or `-Switch`.
  private mutating func take(_ word: Substring, _ rest: inout ArraySlice<String>) {
    let parts = word.split(separator: ":", maxSplits: 1).map(String.init)
    let name = parts[0]
    var value = parts.count > 1 ? parts[1] : "$true"
    if parts.count == 1, let next = rest.first, !(next.hasPrefix("-") && next.dropFirst().first?.isLetter ?? false) {
      value = next
      rest.removeFirst()
    }
    switch name.lowercased() {
    case "identity": identity = CmdletCall.unquoted(value)
    case "whatif": isTrial = value.lowercased() != "$false"
    case let name where CmdletCall.ignored.contains(name): break
    default: assignments += CmdletCall.assignments(name, value)
    }
  }

  /// eop-spec §4.1: a list replaces, `@{Add=…;Remove=…}` edits, `$null` empties.
  private static func assignments(_ name: String, _ value: String) -> [PolicyAssignment] {
    guard value.hasPrefix("@{"), value.hasSuffix("}") else {
      return [PolicyAssignment(name, .text(value.lowercased() == "$null" ? "" : list(value)))]
    }
    return value.dropFirst(2).dropLast().split(separator: ";").map { part in
      let pair = part.split(separator: "=", maxSplits: 1).map { trimmed($0) }
      let operation: PolicyAssignment.Operation = pair.first?.lowercased() == "remove" ? .remove : .add
      return PolicyAssignment(name, .text(list(pair.count > 1 ? pair[1] : "")), operation)
    }
  }

  /// Each of several values may be quoted: `"a@example.org","b@example.org"`.
  private static func list(_ text: String) -> String {
    guard text.contains("\"") else { return text }
    return text.split(separator: ",").map { unquoted(trimmed($0)) }.joined(separator: ",")
  }

  private static func unquoted(_ text: String) -> String {
    text.count >= 2 && text.hasPrefix("\"") && text.hasSuffix("\"") ? String(text.dropFirst().dropLast()) : text
  }

  private static func trimmed(_ text: Substring) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }

  /// Those of `PolicyChangeOptions` that take no value.
  private static func isFlag(_ word: String) -> Bool { ["--json", "--dry-run", "--help"].contains(word) }
}

extension CmdletCall {
  /// The object the cmdlet is about.
  func required(_ cmdlet: String) throws(CommandFailure) -> String {
    if let identity { return identity }
    throw CommandFailure(ExitStatus.usage, "\(cmdlet) needs -Identity; see 'martlet \(cmdlet) --help'")
  }

  /// The value of a parameter that makes the object and is none of its own, and the rest.
  func taking(_ name: String) -> (value: String?, rest: [PolicyAssignment]) {
    let isIt = { (assignment: PolicyAssignment) in assignment.name.lowercased() == name.lowercased() }
    return (assignments.last(where: isIt).map { "\($0.value)" }, assignments.filter { !isIt($0) })
  }
}
