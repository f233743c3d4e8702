/// One file that came with a message, attached or in an archive: what it is called, and what it is.
public struct InspectedFile: Hashable, Sendable {
  /// With the archives it lies in before it: `a.zip/b.exe`.
  public let path: String
  public internal(set) var kind: FileKind
  /// Types by content, as extensions; see `FileTypes`.
  public internal(set) var contentTypes: [String]
  /// The extensions that its names end in, as the programs that open files read them.
  public let nameTypes: [String]
  /// In hexadecimal; `nil` where the content was not read whole.
  public let sha256: String?
  public internal(set) var isEncrypted: Bool

  /// What opening it amounts to, by content or name, whichever is worse.
  public var runs: Bool {
    kind.family.runs || nameTypes.contains { FileExtension($0)?.family.runs == true }
  }
}
