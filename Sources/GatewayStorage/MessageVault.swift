public import MailTypes

/// Where the bytes of messages live that are too large for a row. Every method may throw `StoreError`.
public protocol MessageVault: Sendable {
  /// A path for a message that outgrows memory while it is received. The caller creates the file, and gives it to `adopt`
  /// or removes it; what a crash leaves behind is removed by the next `sweep`.
  func makeIncomingFile() throws -> String
  /// Puts large content on stable storage under a name of the vault's own: bytes synced, then visible under their name,
  /// then the directory synced (design §4). A file given is moved, not copied. Content small enough for its row is handed
  /// back as bytes; so is what is adopted already.
  func adopt(_ content: MessageContent) async throws -> MessageContent
  /// Removes an incoming or adopted file no row will name.
  func discard(_ content: MessageContent) async
  /// Compares rows and files after a crash: removes the files no row names, and holds the items whose file is missing.
  /// Safe at any time: what this process receives or adopts meanwhile is left alone.
  func sweep() async throws -> SweepReport
}

/// What a sweep found.
public struct SweepReport: Hashable, Sendable {
  /// Files that no row named, now removed.
  public var orphanFiles: Int
  /// Copies whose bytes are missing, now held as damaged.
  public var damagedItems: [CopyKey]

  public init(orphanFiles: Int = 0, damagedItems: [CopyKey] = []) {
    self.orphanFiles = orphanFiles
    self.damagedItems = damagedItems
  }
}

/// Content up to this many octets is kept in the row of its message, in the same transaction and so under the same sync;
/// beyond it a file is cheaper than the pages of the database it would fill. Far above the usual message (5–75 kB), so
/// that most mail costs no sync of its own; small enough that a group of them stays a short transaction.
public let inlineContentLimit = 256 * 1024
