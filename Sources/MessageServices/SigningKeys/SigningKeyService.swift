public import GatewayStorage
public import Logging
public import MailAuthentication
public import MailTypes

/// The life of signing keys: made, published by people, found published, in use, replaced, removed. A key begins to sign when
/// DNS is seen to have its record, because receivers could not verify it before.
///
/// Every method that writes may throw `StoreError`, and what people asked for and cannot be `SigningKeyError`.
public actor SigningKeyService {
  /// How often DNS is asked for keys that wait: soon enough after somebody published a record.
  private static let checkInterval = Duration.seconds(600)

  private struct Entry {
    var key: SigningKey
    /// `nil` where the key is damaged.
    let signingKey: DKIMSigningKey?
  }

  private let store: any SigningKeyStore
  private let keyring: SigningKeyring
  private let ownDomains: Set<DomainName>
  private let resolver: any DNSResolver
  /// UTC by the wall clock: people read the times.
  private let clock: @Sendable () -> UTCTime
  private let logger: Logger
  /// In the order of the store.
  private var entries: [Entry] = []
  private var isLoaded = false

  /// `keyring` is kept to what signs.
  public init(
    store: any SigningKeyStore, keyring: SigningKeyring, ownDomains: Set<DomainName>, resolver: any DNSResolver,
    clock: @escaping @Sendable () -> UTCTime, logger: Logger
  ) {
    self.store = store
    self.keyring = keyring
    self.ownDomains = ownDomains
    self.resolver = resolver
    self.clock = clock
    self.logger = logger
  }

  /// Keys in the order of the store; of one domain, or all.
  public func list(_ domain: DomainName?) async throws -> [SigningKeyListing] {
    try await load()
    return entries.filter { domain == nil || $0.key.id.domain == domain }.map { SigningKeyListing($0.key, $0.signingKey) }
  }

  public func show(_ id: SigningKey.ID) async throws -> SigningKeyListing {
    guard let found = try await list(id.domain).first(where: { $0.id == id }) else { throw SigningKeyError.noKey(id) }
    return found
  }

  /// Makes a key. It waits for its record unless it signs `now`; without a selector it gets one of the day.
  public func create(
    _ domain: DomainName, selector: DomainName?, _ kind: DKIMSigningKey.Kind, now: Bool
  ) async throws -> SigningKeyListing {
    try await load()
    guard ownDomains.contains(domain) else { throw SigningKeyError.foreignDomain(domain) }
    let entry = try makeEntry(domain, selector, kind)
    try await add([entry], retiring: now ? replaced(by: entry) : [], signing: now)
    return try await show(entry.key.id)
  }

  /// Makes a successor for each key of the domain that signs, or for that of one kind. The old keys sign until the new ones are
  /// seen published, or no longer than `now`.
  public func rotate(
    _ domain: DomainName, selector: DomainName?, _ kind: DKIMSigningKey.Kind?, now: Bool
  ) async throws -> [SigningKeyListing] {
    try await load()
    let signing = entries.filter { $0.key.id.domain == domain && $0.key.state == .signing }
    let kinds = DKIMSigningKey.Kind.allCases.filter { candidate in
      (kind == nil || kind == candidate) && signing.contains { $0.signingKey?.kind == candidate }
    }
    guard !kinds.isEmpty else { throw SigningKeyError.nothingToRotate(domain) }
    // A selector names one key.
    var made: [Entry] = []
    for kind in kinds { made.append(try makeEntry(domain, kinds.count == 1 ? selector : nil, kind)) }
    try await add(made, retiring: now ? made.flatMap(replaced) : [], signing: now)
    let identifiers = made.map(\.key.id)
    return try await list(domain).filter { identifiers.contains($0.id) }
  }

  /// - Throws: `SigningKeyError.signs` for a key that signs, unless `isForced`.
  public func remove(_ id: SigningKey.ID, isForced: Bool) async throws {
    try await load()
    guard let entry = entries.first(where: { $0.key.id == id }) else { throw SigningKeyError.noKey(id) }
    guard entry.key.state != .signing || isForced else { throw SigningKeyError.signs(id) }
    try await store.removeSigningKey(id)
    entries.removeAll { $0.key.id == id }
    publishKeyring()
    log("removed", id)
  }

  /// Asks DNS for the records of all keys, or those of a domain. Keys that waited and are published sign from now on.
  public func check(_ domain: DomainName?) async throws -> [SigningKeyListing] {
    try await load()
    var publications: [SigningKey.ID: KeyPublication] = [:]
    for entry in entries where domain == nil || entry.key.id.domain == domain {
      guard let signingKey = entry.signingKey, let record = SigningKeyListing(entry.key, signingKey).record else { continue }
      publications[entry.key.id] = await KeyPublication(record.name, of: Array(signingKey.recordText.utf8), in: resolver)
    }
    for (id, publication) in publications {
      if case .published = publication { try await startSigning(id) }
    }
    return try await list(domain).map { listing in
      var listing = listing
      listing.publication = publications[listing.id]
      return listing
    }
  }

  /// Reads the keys, then looks for the records of those that wait, until the task is cancelled.
  public func run() async throws {
    while true {
      do {
        try await load()
        let waiting = entries.filter { $0.key.state == .waiting }.map(\.key.id.domain)
        for domain in Set(waiting) { _ = try await check(domain) }
      } catch {
        logger.error("dkim-key", metadata: ["event": "dkimKey", "status": "checkFailed", "cause": "\(error)"])
      }
      try await Task.sleep(for: SigningKeyService.checkInterval)
    }
  }

  /// Reads the keys again: others came in with a backup that was restored.
  public func reload() async throws {
    isLoaded = false
    try await load()
  }
}

extension SigningKeyService {
  private func load() async throws {
    guard !isLoaded else { return }
    let keys = try await store.signingKeys()
    guard !isLoaded else { return }
    entries = keys.map(entry)
    isLoaded = true
    publishKeyring()
  }

  /// A damaged key is passed over, so that the others sign; its row stays as it is.
  private func entry(_ key: SigningKey) -> Entry {
    guard key.state != .damaged else { return damaged(key, "its stored state is unknown") }
    do {
      return Entry(key: key, signingKey: try DKIMSigningKey(pem: key.privateKey))
    } catch {
      return damaged(key, "\(error)")
    }
  }

  private func damaged(_ key: SigningKey, _ cause: String) -> Entry {
    var key = key
    key.state = .damaged
    log("damaged", key.id, level: .error, ["cause": "\(cause)"])
    return Entry(key: key, signingKey: nil)
  }

  private func makeEntry(_ domain: DomainName, _ selector: DomainName?, _ kind: DKIMSigningKey.Kind) throws -> Entry {
    let now = clock()
    let id = SigningKey.ID(domain: domain, selector: selector ?? freeSelector(domain, kind, now))
    guard !entries.contains(where: { $0.key.id == id }) else { throw SigningKeyError.selectorTaken(id) }
    let waiting = entries.first { $0.key.id.domain == domain && $0.key.state == .waiting && $0.signingKey?.kind == kind }
    if let waiting { throw SigningKeyError.alreadyWaiting(waiting.key.id) }
    let signingKey = try DKIMSigningKey(kind)
    let key = SigningKey(
      id: id, privateKey: signingKey.pem, state: .waiting, createdAt: now.microseconds, changedAt: now.microseconds)
    return Entry(key: key, signingKey: signingKey)
  }

  /// The day and the kind, `m20261123r`: the name of a record tells how old it is.
  private func freeSelector(_ domain: DomainName, _ kind: DKIMSigningKey.Kind, _ now: UTCTime) -> DomainName {
    let date = "\(now)".prefix(10).filter { $0 != "-" }
    let base = "m\(date)\(kind == .rsa2048 ? "r" : "e")"
    let names = ([base] + (2...entries.count + 2).map { "\(base)-\($0)" }).compactMap { DomainName($0) }
    let taken = Set(entries.filter { $0.key.id.domain == domain }.map(\.key.id.selector))
    return names.first { !taken.contains($0) } ?? domain
  }

  /// The keys that `entry` takes the place of.
  private func replaced(by entry: Entry) -> [SigningKey.ID] {
    entries.filter {
      $0.key.id.domain == entry.key.id.domain && $0.key.state == .signing && $0.signingKey?.kind == entry.signingKey?.kind
        && $0.key.id != entry.key.id
    }.map(\.key.id)
  }

  /// The names are taken before the store is asked, so that nobody else takes them meanwhile.
  private func add(_ made: [Entry], retiring: [SigningKey.ID], signing: Bool) async throws {
    entries += made
    let identifiers = made.map(\.key.id)
    do {
      try await change(
        retiring.map { ($0, SigningKey.State.retired) } + identifiers.map { ($0, signing ? .signing : .waiting) })
    } catch {
      entries.removeAll { identifiers.contains($0.key.id) }
      throw error
    }
    for id in identifiers { log("created", id) }
  }

  private func startSigning(_ id: SigningKey.ID) async throws {
    guard let entry = entries.first(where: { $0.key.id == id }), entry.key.state == .waiting else { return }
    try await change(replaced(by: entry).map { ($0, .retired) } + [(id, .signing)])
  }

  /// Writes new states in one transaction, and then acts on them.
  private func change(_ states: [(SigningKey.ID, SigningKey.State)]) async throws {
    let now = clock().microseconds
    let changed = states.compactMap { id, state -> SigningKey? in
      guard var key = entries.first(where: { $0.key.id == id })?.key else { return nil }
      if key.state != state { key.changedAt = now }
      key.state = state
      return key
    }
    try await store.save(changed)
    for key in changed {
      guard let index = entries.firstIndex(where: { $0.key.id == key.id }) else { continue }
      entries[index].key = key
      log(key.state.rawValue, key.id)
    }
    publishKeyring()
  }

  private func publishKeyring() {
    var selectors: [DomainName: [DKIMSigner.Selector]] = [:]
    for entry in entries where entry.key.state == .signing {
      guard let signingKey = entry.signingKey else { continue }
      selectors[entry.key.id.domain, default: []].append(.init(entry.key.id.selector, signingKey))
    }
    keyring.replace(with: selectors)
  }

  private func log(
    _ status: String, _ id: SigningKey.ID, level: Logger.Level = .notice, _ details: Logger.Metadata = [:]
  ) {
    let metadata: Logger.Metadata = [
      "event": "dkimKey", "status": "\(status)", "domain": "\(id.domain)", "selector": "\(id.selector)",
    ]
    logger.log(level: level, "dkim-key", metadata: metadata.merging(details) { $1 })
  }
}
