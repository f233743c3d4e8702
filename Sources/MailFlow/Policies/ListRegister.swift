public import FilterPolicy
public import GatewayStorage
public import Logging
public import MailTypes
public import RecipientDirectory
import Synchronization

/// The Tenant Allow/Block List and the lists of mailboxes: changes are durable before they hold, and in force for the next
/// message. The day on which an entry last counted is in memory for a second and then in the store.
public final class ListRegister: Sendable {
  /// Days that an entry which is over is still shown.
  public static let daysShown = 30
  private static let interval = Duration.seconds(1)

  private let store: any ListStore
  private let snapshots: PolicySnapshots
  private let directory: AddressDirectory
  private let clock: @Sendable () -> UTCTime
  private let logger: Logger
  private let used = Mutex<[String: Set<AllowBlockEntry.ID>]>([:])
  /// What is in force follows in the order of the store.
  private let changes = ChangeOrder()

  public init(
    store: any ListStore, snapshots: PolicySnapshots, directory: AddressDirectory,
    clock: @escaping @Sendable () -> UTCTime, logger: Logger
  ) {
    self.store = store
    self.snapshots = snapshots
    self.directory = directory
    self.clock = clock
    self.logger = logger
  }

  public var organizations: [String] { snapshots.organizations }

  public func organization(of recipient: EmailAddress) -> String? { directory.organization(of: recipient.domain) }

  public var now: UTCTime { clock() }

  /// Brings what the store has into force.
  /// - Throws: `StoreError`.
  public func load() async throws {
    let entries = try await store.allowBlockEntries()
    let mailboxes = try await store.mailboxLists()
    for organization in organizations {
      let list = AllowBlockList(entries[organization] ?? [])
      var lists = MailboxLists()
      for (mailbox, list) in mailboxes[organization] ?? [:] { lists[mailbox] = list }
      let found = lists
      snapshots.change(organization) { ($0.allowBlock, $0.mailboxes) = (list, found) }
    }
  }

  /// Writes down what was used, and forgets what is long over, until the task is cancelled.
  public func run() async throws {
    var swept: Int64 = 0
    while true {
      await flush()
      let day = clock().microseconds / 86_400_000_000
      if swept < day, (try? await sweep()) != nil { swept = day }
      do {
        try await Task.sleep(for: ListRegister.interval)
      } catch {
        await flush()
        throw error
      }
    }
  }

  /// Entries that counted in a decision.
  func noteUse(of ids: [AllowBlockEntry.ID], organization: String) {
    guard !ids.isEmpty else { return }
    used.withLock { $0[organization, default: []].formUnion(ids) }
  }

  /// Writes down what was used since the last time.
  public func flush() async {
    let pending = used.withLock { used in
      defer { used = [:] }
      return used
    }
    let now = clock()
    for (organization, ids) in pending {
      do {
        try await changes.run { [store, snapshots] in
          try await store.noteUse(of: Array(ids), at: now, organization: organization)
          snapshots.change(organization) { $0.allowBlock.noteUse(of: ids, at: now) }
        }
      } catch {
        logger.warning("lists", metadata: ["event": "lists", "status": "use not written", "reason": "\(error)"])
      }
    }
  }

  private func sweep() async throws {
    for organization in organizations {
      let limit = clock().adding(days: -ListRegister.daysShown)
      let over = try snapshot(of: organization).allowBlock.entries.filter { $0.isExpired(limit) }.map(\.id)
      if !over.isEmpty { try await remove(over, organization: organization) }
    }
  }
}

extension ListRegister {
  /// What is in force.
  /// - Throws: `PolicyRegisterError`.
  public func snapshot(of organization: String) throws -> PolicySnapshot {
    try snapshots.withRecipients(of: organization, directory)
  }

  /// Writes entries: all of them or none.
  /// - Parameter areNew: none of them may exist yet; otherwise all must.
  /// - Parameter areImported: another system made them, by rules of its own: what may not be made by hand may come so.
  /// - Throws: `PolicyRegisterError`, `StoreError`.
  public func set(_ entries: [AllowBlockEntry], organization: String, areNew: Bool, areImported: Bool = false) async throws {
    try await changes.run { [self] in
      let problems = areImported ? [] : entries.compactMap { $0.problem(now: now) }
      guard problems.isEmpty else { throw PolicyRegisterError.problems(problems) }
      var list = try snapshot(of: organization).allowBlock
      for entry in entries {
        let isThere = list[entry.id] != nil
        if areNew, isThere { throw PolicyRegisterError.entryExists(entry.id) }
        if !areNew, !isThere { throw PolicyRegisterError.noEntry(entry.id) }
        list.set(entry)
      }
      for id in Set(entries.map { ListRegister.Group(kind: $0.id.kind, action: $0.action) })
      where list.count(id.kind, id.action) > AllowBlockList.limit(id.action) {
        throw PolicyRegisterError.tooManyEntries(id.kind, id.action)
      }
      try await store.set(entries, organization: organization)
      snapshots.change(organization) { snapshot in
        for var entry in entries {
          entry.lastUsed = snapshot.allowBlock[entry.id]?.lastUsed ?? entry.lastUsed
          snapshot.allowBlock.set(entry)
        }
      }
    }
  }

  /// What a limit counts.
  private struct Group: Hashable {
    let kind: AllowBlockValue.Kind
    let action: AllowBlockEntry.Action
  }

  /// - Throws: `PolicyRegisterError`, `StoreError`.
  public func remove(_ ids: [AllowBlockEntry.ID], organization: String) async throws {
    try await changes.run { [self] in
      let list = try snapshot(of: organization).allowBlock
      for id in ids where list[id] == nil { throw PolicyRegisterError.noEntry(id) }
      try await store.removeAllowBlockEntries(ids, organization: organization)
      snapshots.change(organization) { snapshot in
        for id in ids { snapshot.allowBlock.remove(id) }
      }
    }
  }

  /// - Parameter mailbox: the recipient's first address, in lower case.
  /// - Throws: `PolicyRegisterError`, `StoreError`.
  public func set(_ list: MailboxList, of mailbox: EmailAddress, organization: String) async throws {
    try await changes.run { [self] in
      _ = try snapshot(of: organization)
      try await store.set(list, of: mailbox, organization: organization)
      snapshots.change(organization) { $0.mailboxes[mailbox] = list }
    }
  }
}
