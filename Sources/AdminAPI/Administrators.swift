public import FilterPolicy
public import GatewayStorage
public import MailAuthentication
public import MailFlow
public import MailQueue
public import MailTypes
public import MessageServices

/// What the control API does with the queue. Every method may throw `StoreError`.
public protocol QueueAdministrator: Sendable {
  func list(_ filter: QueueFilter) async throws -> [QueueListing]
  func show(_ id: QueueID) async throws -> QueueListing?
  func counts() async throws -> QueueCounts
  /// False where there is no such copy; so are those below.
  func hold(_ id: QueueID) async throws -> Bool
  /// False also where the copy is not held.
  func release(_ id: QueueID) async throws -> Bool
  func delete(_ id: QueueID) async throws -> Bool
  func flush(_ nextHop: NextHop?) async throws
}

extension DeliveryQueue: QueueAdministrator {}

/// What the control API does with quarantined messages. Every method may throw `StoreError`.
public protocol QuarantineAdministrator: Sendable {
  func list(_ filter: QuarantineFilter) async throws -> [QuarantineEntry]
  func show(_ id: QueueID) async throws -> QuarantineEntry?
  /// The original bytes; `nil` where there is no such entry.
  func content(_ id: QueueID) async throws -> MessageContent?
  /// Sends the message on to its recipients. False where there is no such entry; so is the one below.
  func release(_ id: QueueID) async throws -> Bool
  func delete(_ id: QueueID) async throws -> Bool
}

extension QuarantineService: QuarantineAdministrator {}

/// What the control API does with spoof intelligence. Every method may throw `StoreError`.
public protocol SpoofAdministrator: Sendable {
  /// Names of those that are served here.
  var organizations: [String] { get }
  /// The senders seen in the last `days`, the most messages first.
  func sightings(organization: String?, days: Int, limit: Int) async throws -> [SpoofSighting]
  func decisions(organization: String?) async throws -> [SpoofedSenderRow]
  /// False where there is no such organization.
  func decide(
    organization: String, _ pair: SpoofedSenderPair, _ action: SpoofedSenderPair.Action, note: String
  ) async throws -> Bool
  /// False where nothing was decided about the pair.
  func withdraw(organization: String, _ pair: SpoofedSenderPair) async throws -> Bool
}

extension SpoofIntelligence: SpoofAdministrator {}

/// What the control API does with recipients and groups. Methods throw `RecipientRegisterError`.
public protocol RecipientAdministrator: Sendable {
  /// Names of those that are served here.
  var organizations: [String] { get }
  /// Sorted by address; so are those below.
  func recipients(_ filter: RecipientQuery) -> [RecipientListing]
  func groups(_ filter: RecipientQuery) -> [GroupListing]
  func recipient(_ address: EmailAddress, organization: String) throws -> RecipientListing
  func group(_ address: EmailAddress, organization: String) throws -> GroupListing
  /// May throw `StoreError` too.
  func apply(_ change: DirectoryChange, organization: String, isNew: Bool) async throws
  /// Reads what the store has again.
  func load() async throws
}

extension RecipientRegister: RecipientAdministrator {}

/// What the control API does with policies. Methods throw `PolicyRegisterError`, the asynchronous ones `StoreError` too.
public protocol PolicyAdministrator: Sendable {
  /// Names of those that are served here.
  var organizations: [String] { get }
  func organization(of recipient: EmailAddress) -> String?
  /// What is in force.
  func snapshot(of organization: String) throws -> PolicySnapshot
  func policies(organization: String, revision: Int64) async throws -> PolicyRevision
  /// The newest first.
  func history(organization: String, limit: Int) async throws -> [PolicyRevision.Summary]
  /// What is likely not meant in what is in force, or would be in `draft`.
  func lints(organization: String, draft: OrganizationPolicies?) throws -> [PolicyLint]
  /// - Returns: the revision then in force.
  func set(
    _ policies: OrganizationPolicies, organization: String, base: Int64?, author: String, note: String
  ) async throws -> Int64
  /// Reads what the store has again.
  func load() async throws
}

extension PolicyRegister: PolicyAdministrator {}

/// What the control API does with the Tenant Allow/Block List and the lists of mailboxes. Methods throw `PolicyRegisterError`,
/// the asynchronous ones `StoreError` too.
public protocol ListAdministrator: Sendable {
  /// Names of those that are served here.
  var organizations: [String] { get }
  func organization(of recipient: EmailAddress) -> String?
  var now: UTCTime { get }
  /// What is in force.
  func snapshot(of organization: String) throws -> PolicySnapshot
  func set(_ entries: [AllowBlockEntry], organization: String, areNew: Bool, areImported: Bool) async throws
  func remove(_ ids: [AllowBlockEntry.ID], organization: String) async throws
  func set(_ list: MailboxList, of mailbox: EmailAddress, organization: String) async throws
  /// Reads what the store has again.
  func load() async throws
}

extension ListRegister: ListAdministrator {}

/// What the control API does with message trace. Every method may throw `StoreError`.
public protocol TraceAdministrator: Sendable {
  /// A row for each recipient, the newest first.
  func search(_ filter: TraceFilter) async throws -> [TraceListing]
  /// One for each organization; none where there is no such trace.
  func show(_ id: TraceID, organization: String?) async throws -> [MessageTrace]
  /// What a draft would have done to past mail.
  func replay(under draft: PolicySnapshot, _ scope: ReplayScope) async throws -> PolicyReplay
  /// Where decisions and the verdicts of another filter differ.
  func shadowReport(organization: String, since: UTCTime) async throws -> ShadowReport
  /// Who sent bulk mail; with a draft, what that would have changed.
  func bulkReport(organization: String, since: UTCTime, under draft: PolicySnapshot?) async throws -> BulkReport
  var now: UTCTime { get }
}

extension TraceService: TraceAdministrator {}

/// What the control API does with signing keys. Every method may throw `StoreError` and `SigningKeyError`.
public protocol SigningKeyAdministrator: Sendable {
  func list(_ domain: DomainName?) async throws -> [SigningKeyListing]
  func show(_ id: SigningKey.ID) async throws -> SigningKeyListing
  func create(
    _ domain: DomainName, selector: DomainName?, _ kind: DKIMSigningKey.Kind, now: Bool
  ) async throws -> SigningKeyListing
  func rotate(
    _ domain: DomainName, selector: DomainName?, _ kind: DKIMSigningKey.Kind?, now: Bool
  ) async throws -> [SigningKeyListing]
  /// Asks DNS, and lets keys sign that waited and are published.
  func check(_ domain: DomainName?) async throws -> [SigningKeyListing]
  func remove(_ id: SigningKey.ID, isForced: Bool) async throws
  /// Reads the keys from the store again.
  func reload() async throws
}

extension SigningKeyService: SigningKeyAdministrator {}

/// What the control API does with DMARC aggregate reports. Every method may throw `StoreError`.
public protocol ReportAdministrator: Sendable {
  /// The time of day: a period counts until its end.
  var now: UTCTime { get }
  /// The newest first.
  func periods(domain: String?, limit: Int) async throws -> [ReportPeriod]
  /// The newest period of a domain; `nil` where nothing was counted.
  func newest(_ domain: String) async throws -> (period: ReportPeriod, records: [DMARCReportRecord])?
  /// The XML of its report; `nil` also where none is written.
  func preview(_ domain: String) async throws -> [UInt8]?
  /// `nil` where nothing was counted since the last report.
  func sendNow(_ domain: String) async throws -> ReportPeriod?
  /// The newest first, without their records.
  func received(_ filter: ReceivedReportFilter) async throws -> [ReceivedReport]
  /// The most messages first.
  func sources(_ filter: ReceivedReportFilter) async throws -> [ReportedSource]
}

extension ReportService: ReportAdministrator {}
