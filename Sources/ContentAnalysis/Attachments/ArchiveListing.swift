/// What an archive holds, read within limits.
public struct ArchiveListing: Hashable, Sendable {
  public struct Entry: Hashable, Sendable {
    /// As the archive has it; octets that are no UTF-8 replaced.
    public let name: String
    /// Octets unpacked, where the archive says.
    public let size: Int?
    public let isEncrypted: Bool
    /// By its first octets; `unknown` where they could not be read.
    public let kind: FileKind
    /// 1 in the attachment itself, 2 in an archive in it.
    public let depth: Int
    /// Types by content, as extensions.
    public internal(set) var contentTypes: [String] = []
    /// Of the content, in hexadecimal; `nil` where it was not read whole.
    public internal(set) var sha256: String?
  }

  /// Why a listing is not the whole archive.
  public enum Limit: String, Hashable, Sendable, CaseIterable {
    case entries, depth, unpackedSize, ratio
  }

  public internal(set) var entries: [Entry] = []
  /// Names or contents are encrypted.
  public internal(set) var isEncrypted = false
  /// It ends early or makes no sense.
  public internal(set) var isDamaged = false
  public internal(set) var exceeded: Set<Limit> = []
}
