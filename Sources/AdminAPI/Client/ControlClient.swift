import AsyncHTTPClient
public import FilterPolicy
import FoundationEssentials
public import GatewayStorage
public import MailTypes
import NIOCore
import NIOHTTP1

/// Talks to the running gateway over its control socket.
public struct ControlClient: Sendable {
  /// An answer takes milliseconds; a backup takes as long as the disk needs.
  private static let answerTimeout = TimeAmount.seconds(30)
  private static let backupTimeout = TimeAmount.hours(12)
  /// Some tens of thousands of messages are judged again.
  private static let trialTimeout = TimeAmount.minutes(10)
  /// Octets of an answer that is not a message: a page of a thousand items takes some 2 MB.
  private static let maximumAnswer = 64 << 20

  private let path: String

  /// For the gateway whose control socket is at `path`.
  public init(socket path: String) { self.path = path }

  public func queue(_ query: [(String, String)] = []) async throws(ControlClientError) -> QueueListDocument {
    try await document(.GET, "queue", query)
  }

  public func queueItem(_ id: QueueID) async throws(ControlClientError) -> QueueDocument {
    try await document(.GET, "queue/\(id)")
  }

  public func hold(_ id: QueueID) async throws(ControlClientError) { try await order(.POST, "queue/\(id)/hold") }

  public func release(_ id: QueueID) async throws(ControlClientError) { try await order(.POST, "queue/\(id)/release") }

  public func delete(_ id: QueueID) async throws(ControlClientError) { try await order(.DELETE, "queue/\(id)") }

  public func flush(_ nextHop: NextHop?) async throws(ControlClientError) {
    try await order(.POST, "queue/flush", nextHop.map { [("nextHop", "\($0)")] } ?? [])
  }

  public func quarantine(_ query: [(String, String)] = []) async throws(ControlClientError) -> QuarantineListDocument {
    try await document(.GET, "quarantine", query)
  }

  public func quarantineEntry(_ id: QueueID) async throws(ControlClientError) -> QuarantineDocument {
    try await document(.GET, "quarantine/\(id)")
  }

  /// Hands the original bytes of a quarantined message to `write`, piece by piece.
  public func quarantinedMessage(
    _ id: QueueID, _ write: ([UInt8]) throws -> Void
  ) async throws(ControlClientError) {
    try await perform(.GET, "quarantine/\(id)/message") { response in
      for try await piece in response.body { try write(Array(piece.readableBytesView)) }
    }
  }

  public func releaseQuarantined(_ id: QueueID) async throws(ControlClientError) {
    try await order(.POST, "quarantine/\(id)/release")
  }

  public func deleteQuarantined(_ id: QueueID) async throws(ControlClientError) {
    try await order(.DELETE, "quarantine/\(id)")
  }

  public func spoofedSenders(_ query: [(String, String)] = []) async throws(ControlClientError) -> SpoofListDocument {
    try await document(.GET, "spoof", query)
  }

  public func spoofedPairs(_ query: [(String, String)] = []) async throws(ControlClientError) -> SpoofedPairListDocument {
    try await document(.GET, "spoof/pairs", query)
  }

  public func decide(_ pair: SpoofedPairDocument) async throws(ControlClientError) {
    try await perform(.PUT, "spoof/pairs", body: pair) { _ in }
  }

  public func withdraw(_ pair: SpoofedSenderPair, organization: String?) async throws(ControlClientError) {
    try await order(.DELETE, "spoof/pairs", [("pair", "\(pair)")] + (organization.map { [("organization", $0)] } ?? []))
  }

  public func policies(_ query: [(String, String)] = []) async throws(ControlClientError) -> PolicyDocument {
    try await document(.GET, "policies", query)
  }

  public func setPolicies(
    _ order: PolicyOrder, _ query: [(String, String)]
  ) async throws(ControlClientError) -> PolicyChangesDocument {
    try await document(.PUT, "policies", query, body: order)
  }

  public func policyHistory(_ query: [(String, String)]) async throws(ControlClientError) -> PolicyHistoryDocument {
    try await document(.GET, "policies/revisions", query)
  }

  public func restorePolicies(
    _ revision: Int64, _ query: [(String, String)]
  ) async throws(ControlClientError) -> PolicyChangesDocument {
    try await document(.POST, "policies/revisions/\(revision)/restore", query)
  }

  public func policyLints(_ query: [(String, String)]) async throws(ControlClientError) -> PolicyLintsDocument {
    try await document(.GET, "policies/lint", query)
  }

  public func effectivePolicies(_ query: [(String, String)]) async throws(ControlClientError) -> EffectivePoliciesDocument {
    try await document(.GET, "policies/effective", query)
  }

  public func allowBlockList(_ query: [(String, String)]) async throws(ControlClientError) -> AllowBlockListDocument {
    try await document(.GET, "allow-block", query)
  }

  public func setAllowBlock(
    _ order: AllowBlockOrder, areNew: Bool, _ query: [(String, String)]
  ) async throws(ControlClientError) -> AllowBlockListDocument {
    try await document(areNew ? .POST : .PUT, "allow-block", query, body: order)
  }

  public func tryAllowBlock(
    _ order: AllowBlockOrder, _ query: [(String, String)]
  ) async throws(ControlClientError) -> ListTrialDocument {
    try await document(.POST, "allow-block/trial", query, body: order, timeout: ControlClient.trialTimeout)
  }

  public func removeAllowBlock(_ removal: AllowBlockRemoval, _ query: [(String, String)]) async throws(ControlClientError) {
    try await perform(.POST, "allow-block/remove", query, body: removal) { _ in }
  }

  public func mailboxList(_ mailbox: EmailAddress) async throws(ControlClientError) -> MailboxListDocument {
    try await document(.GET, "mailbox-lists/\(PercentEncoding.encoded(mailbox.description))")
  }

  public func setMailboxList(
    _ list: MailboxList, of mailbox: EmailAddress
  ) async throws(ControlClientError) -> MailboxListDocument {
    try await document(.PUT, "mailbox-lists/\(PercentEncoding.encoded(mailbox.description))", body: list)
  }

  public func recipients(_ query: [(String, String)] = []) async throws(ControlClientError) -> RecipientListDocument {
    try await document(.GET, "users", query)
  }

  public func recipient(
    _ address: EmailAddress, _ query: [(String, String)] = []
  ) async throws(ControlClientError) -> RecipientDocument {
    try await document(.GET, "users/\(PercentEncoding.encoded(address.description))", query)
  }

  public func create(
    _ recipient: RecipientDocument, _ query: [(String, String)] = []
  ) async throws(ControlClientError) -> RecipientDocument {
    try await document(.POST, "users", query, body: recipient)
  }

  public func set(
    _ recipient: RecipientDocument, _ query: [(String, String)] = []
  ) async throws(ControlClientError) -> RecipientDocument {
    try await document(.PUT, "users/\(PercentEncoding.encoded(recipient.address.description))", query, body: recipient)
  }

  public func removeRecipient(_ address: EmailAddress, _ query: [(String, String)] = []) async throws(ControlClientError) {
    try await order(.DELETE, "users/\(PercentEncoding.encoded(address.description))", query)
  }

  public func groups(_ query: [(String, String)] = []) async throws(ControlClientError) -> GroupListDocument {
    try await document(.GET, "groups", query)
  }

  public func group(
    _ address: EmailAddress, _ query: [(String, String)] = []
  ) async throws(ControlClientError) -> GroupDocument {
    try await document(.GET, "groups/\(PercentEncoding.encoded(address.description))", query)
  }

  public func create(
    _ group: GroupDocument, _ query: [(String, String)] = []
  ) async throws(ControlClientError) -> GroupDocument {
    try await document(.POST, "groups", query, body: group)
  }

  public func set(_ group: GroupDocument, _ query: [(String, String)] = []) async throws(ControlClientError) -> GroupDocument {
    try await document(.PUT, "groups/\(PercentEncoding.encoded(group.address.description))", query, body: group)
  }

  public func removeGroup(_ address: EmailAddress, _ query: [(String, String)] = []) async throws(ControlClientError) {
    try await order(.DELETE, "groups/\(PercentEncoding.encoded(address.description))", query)
  }

  public func add(
    _ member: EmailAddress, to group: EmailAddress, _ query: [(String, String)] = []
  ) async throws(ControlClientError) {
    try await order(.PUT, members(group, member), query)
  }

  public func remove(
    _ member: EmailAddress, from group: EmailAddress, _ query: [(String, String)] = []
  ) async throws(ControlClientError) {
    try await order(.DELETE, members(group, member), query)
  }

  private func members(_ group: EmailAddress, _ member: EmailAddress) -> String {
    "groups/\(PercentEncoding.encoded(group.description))/members/\(PercentEncoding.encoded(member.description))"
  }

  public func reports(_ query: [(String, String)] = []) async throws(ControlClientError) -> ReportListDocument {
    try await document(.GET, "dmarc-reports", query)
  }

  public func report(about domain: DomainName) async throws(ControlClientError) -> ReportDocument {
    try await document(.GET, "dmarc-reports/domains/\(domain)")
  }

  /// Hands the XML to `write`, piece by piece.
  public func reportPreview(
    about domain: DomainName, _ write: ([UInt8]) throws -> Void
  ) async throws(ControlClientError) {
    try await perform(.GET, "dmarc-reports/domains/\(domain)/preview") { response in
      for try await piece in response.body { try write(Array(piece.readableBytesView)) }
    }
  }

  public func sendReport(about domain: DomainName) async throws(ControlClientError) -> ReportDocument {
    try await document(.POST, "dmarc-reports/domains/\(domain)/send")
  }

  public func receivedReports(_ query: [(String, String)] = []) async throws(ControlClientError) -> ReceivedReportsDocument {
    try await document(.GET, "dmarc-reports/received", query)
  }

  public func traces(_ query: [(String, String)]) async throws(ControlClientError) -> TraceListDocument {
    try await document(.GET, "trace", query)
  }

  public func trace(_ id: TraceID, organization: String?) async throws(ControlClientError) -> TracesDocument {
    try await document(.GET, "trace/\(id)", organization.map { [("organization", $0)] } ?? [])
  }

  /// `folder` is an absolute path on the gateway's machine; so is the one below.
  public func backup(to folder: String) async throws(ControlClientError) -> BackupReport {
    try await document(.POST, "backup", body: FolderDocument(folder: folder), timeout: ControlClient.backupTimeout)
  }

  public func restore(from folder: String) async throws(ControlClientError) -> BackupReport {
    try await document(.POST, "restore", body: FolderDocument(folder: folder), timeout: ControlClient.backupTimeout)
  }

  public func signingKeys(_ domain: DomainName?) async throws(ControlClientError) -> SigningKeyListDocument {
    try await document(.GET, "dkim-keys", domain.map { [("domain", $0.text)] } ?? [])
  }

  public func signingKey(
    _ domain: DomainName, _ selector: DomainName
  ) async throws(ControlClientError) -> SigningKeyDocument {
    try await document(.GET, "dkim-keys/\(domain)/\(selector)")
  }

  public func createSigningKey(_ order: SigningKeyOrder) async throws(ControlClientError) -> SigningKeyDocument {
    try await document(.POST, "dkim-keys", body: order)
  }

  public func rotateSigningKeys(_ order: SigningKeyOrder) async throws(ControlClientError) -> SigningKeyListDocument {
    try await document(.POST, "dkim-keys/rotate", body: order)
  }

  public func checkSigningKeys(_ domain: DomainName?) async throws(ControlClientError) -> SigningKeyListDocument {
    try await document(.POST, "dkim-keys/check", domain.map { [("domain", $0.text)] } ?? [])
  }

  public func removeSigningKey(
    _ domain: DomainName, _ selector: DomainName, isForced: Bool
  ) async throws(ControlClientError) {
    try await order(.DELETE, "dkim-keys/\(domain)/\(selector)", isForced ? [("force", "true")] : [])
  }

  public func status() async throws(ControlClientError) -> StatusDocument { try await document(.GET, "status") }
}

extension ControlClient {
  private func document<Document: Decodable & Sendable>(
    _ method: HTTPMethod, _ route: String, _ query: [(String, String)] = [], body: (any Encodable & Sendable)? = nil,
    timeout: TimeAmount = ControlClient.answerTimeout
  ) async throws(ControlClientError) -> Document {
    try await perform(method, route, query, body: body, timeout: timeout) { response in
      let buffer = try await response.body.collect(upTo: ControlClient.maximumAnswer)
      return try APIDocument.decode(Document.self, from: Data(buffer.readableBytesView))
    }
  }

  private func order(_ method: HTTPMethod, _ route: String, _ query: [(String, String)] = []) async throws(ControlClientError) {
    try await perform(method, route, query) { _ in }
  }

  private func perform<Value: Sendable>(
    _ method: HTTPMethod, _ route: String, _ query: [(String, String)] = [], body: (any Encodable & Sendable)? = nil,
    timeout: TimeAmount = ControlClient.answerTimeout, _ read: (HTTPClientResponse) async throws -> Value
  ) async throws(ControlClientError) -> Value {
    var configuration = HTTPClient.Configuration()
    // A gateway that is not there now will not be in ten seconds.
    configuration.connectionPool.retryConnectionEstablishment = false
    let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    let result: Result<Value, any Error>
    do {
      let request = try request(method, route, query, body)
      let response = try await client.execute(request, timeout: timeout)
      guard (200..<300).contains(response.status.code) else { throw await refusal(response) }
      result = .success(try await read(response))
    } catch {
      result = .failure(error)
    }
    // Nothing is left open that could fail to close.
    try? await client.shutdown()
    return try result.mapError { ControlClientError($0, socket: path) }.get()
  }

  private func request(
    _ method: HTTPMethod, _ route: String, _ query: [(String, String)], _ body: (any Encodable & Sendable)?
  ) throws -> HTTPClientRequest {
    let query = query.map { "\(PercentEncoding.encoded($0.0))=\(PercentEncoding.encoded($0.1))" }.joined(separator: "&")
    var request = HTTPClientRequest(
      url: "http+unix://\(PercentEncoding.encoded(path))/api/v1/\(route)" + (query.isEmpty ? "" : "?" + query))
    request.method = method
    if let body {
      request.headers.add(name: "Content-Type", value: "application/json")
      request.body = .bytes(ByteBuffer(bytes: try APIDocument.encode(body)))
    }
    return request
  }

  private func refusal(_ response: HTTPClientResponse) async -> ControlClientError {
    let status = Int(response.status.code)
    guard let buffer = try? await response.body.collect(upTo: ControlClient.maximumAnswer),
      let document = try? APIDocument.decode(ErrorDocument.self, from: Data(buffer.readableBytesView))
    else { return .refused(code: "http\(status)", message: "the gateway answered with HTTP status \(status)") }
    return .refused(code: document.error.code, message: document.error.message)
  }
}
