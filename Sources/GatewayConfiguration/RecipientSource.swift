/// How it is known which recipients of a domain exist.
public enum RecipientSource: Hashable, Sendable {
  /// The organization's directory has them: recipients and groups, by any of their addresses.
  case directory
  /// The directory, which also reads the file at this absolute path.
  case file(path: String)
  /// The next hop is asked (RCPT without a message), and its answers are kept for a while.
  case callout(CalloutSettings)
  /// Every address of the domain is taken.
  case any
}

extension RecipientSource {
  /// Reads `recipients: any`, `recipients: directory`, `recipients: {file: …}` or `recipients: {callout: …}`.
  static func read(_ reader: inout SettingsReader, kind: DomainSettings.Kind) -> RecipientSource {
    let choice: WordOrSection<RecipientChoice> = reader.section(
      "recipients", orWords: ["any", "directory"], absent: "`any` for an internal relay domain; an authoritative one must say",
      "Who exists in the domain: `any` address, those the organization's `directory` has, or a section with `file` or `callout`."
    )
    switch choice {
    case .section(let choice):
      return choice?.source ?? .any
    case .absent where kind == .authoritative:
      reader.problem("recipients", "is missing; an authoritative domain needs a file, a callout, or the word directory or any")
      return .any
    case .word("directory"):
      return .directory
    case .absent, .word:
      return .any
    }
  }
}

/// The section form of `recipients`: exactly one of its two keys.
private struct RecipientChoice: ConfigurationSection {
  let source: RecipientSource

  init(reading reader: inout SettingsReader) {
    let file = reader.optional(
      "file", .readableFile, absent: "not used",
      "File of the domain's recipients, which becomes part of the organization's directory: an address or local-part a line, a YAML list, or one of the forms of `directory.file`. Changes are seen without a restart."
    )
    let callout: CalloutSettings? = reader.optionalSection(
      "callout", "Ask the next hop whether a recipient exists, and keep its answer.")
    switch (file, callout) {
    case (let file?, nil): source = .file(path: file)
    case (nil, let callout?): source = .callout(callout)
    case (nil, nil), (.some, .some):
      source = .any
      reader.problem("", "needs either file or callout, and not both")
    }
  }
}
