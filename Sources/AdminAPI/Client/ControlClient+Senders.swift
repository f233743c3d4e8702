import AsyncHTTPClient
public import FilterPolicy
public import MailTypes
import NIOCore
import NIOHTTP1

// Spoof intelligence, DMARC reports and signing keys.
extension ControlClient {
  public func bulkReport(_ query: [(String, String)] = []) async throws(ControlClientError) -> BulkReportDocument {
    try await document(.GET, "bulk/report", query)
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
}
