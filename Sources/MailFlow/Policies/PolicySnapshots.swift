public import FilterPolicy
import RecipientDirectory
import Synchronization

/// What every organization has decided, now: each value is replaced whole, and no message is judged by half of two.
public final class PolicySnapshots: Sendable {
  private let current: Mutex<[String: PolicySnapshot]>
  /// One change at a time; those who read do not wait for it.
  private let changing = Mutex<Void>(())

  public init(_ snapshots: [PolicySnapshot]) {
    current = Mutex(Dictionary(snapshots.map { ($0.organization, $0) }) { $1 })
  }

  /// `nil` for an organization that is not served here.
  public func of(_ organization: String) -> PolicySnapshot? { current.withLock { $0[organization] } }

  /// With the organization's present recipients, as evaluation sees it.
  /// - Throws: `PolicyRegisterError.noOrganization`.
  func withRecipients(of organization: String, _ directory: AddressDirectory) throws -> PolicySnapshot {
    guard var snapshot = of(organization) else { throw PolicyRegisterError.noOrganization(organization) }
    if let book = directory.book(of: organization) { snapshot.recipients = book }
    return snapshot
  }

  public var organizations: [String] { current.withLock { $0.keys.sorted() } }

  /// Puts a changed value in the place of the present one; nothing happens where there is none.
  public func change(_ organization: String, _ change: (inout PolicySnapshot) -> Void) {
    changing.withLock { _ in
      guard var snapshot = of(organization) else { return }
      change(&snapshot)
      let changed = snapshot
      current.withLock { $0[organization] = changed }
    }
  }
}
