import CProcess
public import GatewayStorage
import Glibc
import Hummingbird
public import Logging
import NIOCore

/// The control API on a UNIX socket: what the `martlet` commands talk to.
public struct ControlServer: Sendable {
  /// Where the socket stands, and who may use it.
  public struct Socket: Sendable {
    public let path: String
    /// Permission bits.
    public let mode: UInt16
    /// The group that owns the socket; `nil` for the gateway's own.
    public let group: String?
    public let access: ControlAccess

    public init(path: String, mode: UInt16 = 0o660, group: String? = nil, access: ControlAccess) {
      self.path = path
      self.mode = mode
      self.group = group
      self.access = access
    }
  }

  private let socket: Socket
  private let facts: GatewayFacts
  private let queue: any QueueAdministrator
  private let quarantine: any QuarantineAdministrator
  private let spoof: any SpoofAdministrator
  private let policies: any PolicyAdministrator
  private let lists: any ListAdministrator
  private let recipients: any RecipientAdministrator
  private let reports: any ReportAdministrator
  private let traces: any TraceAdministrator
  private let store: any StoreBackup
  private let keys: any SigningKeyAdministrator
  private let logger: Logger

  public init(
    socket: Socket, facts: GatewayFacts, queue: any QueueAdministrator, quarantine: any QuarantineAdministrator,
    spoof: any SpoofAdministrator, policies: any PolicyAdministrator, lists: any ListAdministrator,
    recipients: any RecipientAdministrator, reports: any ReportAdministrator,
    traces: any TraceAdministrator, store: any StoreBackup, keys: any SigningKeyAdministrator,
    logger: Logger
  ) {
    self.socket = socket
    self.facts = facts
    self.queue = queue
    self.quarantine = quarantine
    self.spoof = spoof
    self.policies = policies
    self.lists = lists
    self.recipients = recipients
    self.reports = reports
    self.traces = traces
    self.store = store
    self.keys = keys
    self.logger = logger
  }

  /// Listens until cancelled or told to shut down gracefully. `isListening` is called once the socket can be used.
  /// - Throws: where the socket cannot be bound, or its rights cannot be set.
  public func run(isListening: @escaping @Sendable () -> Void = {}) async throws {
    // The library logs each start on its own terms; what matters is logged here.
    var quiet = logger
    quiet.logLevel = .error
    let failure = RightsFailure()
    let application = Application(
      router: makeRouter(), configuration: ApplicationConfiguration(address: .unixDomainSocket(path: socket.path)),
      onServerRunning: { channel in
        do throws(ControlSocketError) {
          try setRights()
          isListening()
        } catch {
          failure.record(error)
          channel.close(promise: nil)
        }
      }, logger: quiet)
    try await application.run()
    try failure.rethrow()
  }

  private func makeRouter() -> Router<ControlContext> {
    let router = Router(context: ControlContext.self)
    router.add(middleware: ErrorAnswers(logger: logger))
    router.add(middleware: PeerCheck(access: socket.access, logger: logger))
    StatusRoutes(facts: facts, queue: queue).add(to: router)
    QueueRoutes(queue: queue).add(to: router.group("api/v1/queue"))
    QuarantineRoutes(quarantine: quarantine).add(to: router.group("api/v1/quarantine"))
    SpoofRoutes(spoof: spoof).add(to: router.group("api/v1/spoof"))
    PolicyRoutes(policies: policies, traces: traces).add(to: router.group("api/v1/policies"))
    AllowBlockRoutes(lists: lists, traces: traces).add(to: router.group("api/v1/allow-block"))
    AllowBlockRoutes(lists: lists, traces: traces).addMailboxes(to: router.group("api/v1/mailbox-lists"))
    RecipientRoutes(recipients: recipients).addUsers(to: router.group("api/v1/users"))
    RecipientRoutes(recipients: recipients).addGroups(to: router.group("api/v1/groups"))
    ReportRoutes(reports: reports).add(to: router.group("api/v1/dmarc-reports"))
    TraceRoutes(traces: traces, policies: policies).add(to: router.group("api/v1/trace"))
    BulkRoutes(traces: traces, policies: policies).add(to: router.group("api/v1/bulk"))
    SigningKeyRoutes(keys: keys).add(to: router.group("api/v1/dkim-keys"))
    StoreRoutes(store: store, keys: keys, recipients: recipients, policies: policies, lists: lists).add(
      to: router.group("api/v1"))
    return router
  }

  /// Whoever gets to the socket before this is stopped by `PeerCheck`.
  private func setRights() throws(ControlSocketError) {
    if let group = socket.group {
      var identifier: gid_t = 0
      guard martlet_group(group, &identifier) == 0, chown(socket.path, uid_t.max, identifier) == 0 else {
        throw ControlSocketError(path: socket.path, step: "give it to group \(group)", code: errno)
      }
    }
    guard chmod(socket.path, mode_t(socket.mode)) == 0 else {
      throw ControlSocketError(path: socket.path, step: "set its permissions", code: errno)
    }
  }
}
