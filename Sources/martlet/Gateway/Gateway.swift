import AdminAPI
import ContentAnalysis
import FilterPolicy
import GatewayConfiguration
import GatewayStorage
import Geolocation
import Glibc
import Logging
import MailAuthentication
import MailFlow
import MailQueue
import MailTransport
import MailTypes
import MailboxAccess
import MessageServices
import NIOCore
import NIOPosix
import RecipientDirectory
import SQLStorage
import ScannerPool
import ServiceLifecycle
import UnixSignals

/// The gateway process: every part, and who is given what. The one place where parts are made.
struct Gateway {
  private let services: [any Service]
  private let certificate: CertificateReload?
  private let keys: SigningKeyService
  private let recipients: RecipientRegister
  private let policies: PolicyRegister
  private let lists: ListRegister
  private let directory: AddressDirectory
  private let countries: CountryLookup?
  private let logger: Logger

  /// - Throws: where a part cannot be made: a store of a newer release, an unreadable certificate or users file.
  init(_ settings: GatewaySettings, sockets: InheritedSockets, logger: Logger) throws {
    let group = MultiThreadedEventLoopGroup.singleton
    let report: @Sendable (String) -> Void = { logger.notice("reload", metadata: ["event": "reload", "status": "\($0)"]) }
    let wallClock: @Sendable () -> UTCTime = { .now }

    let resolver = RemoteResolver(listener: try sockets.descriptor(InheritedSockets.resolver), group: group, logger: logger)
    let scanners = ScannerProcessPool(
      listener: try sockets.descriptor(InheritedSockets.scanner), limits: ScannerLimits(settings.scanner), resolver: resolver,
      group: group, logger: logger)
    let clients = SMTPClientPool(
      configuration: SMTPClientConfiguration(settings), resolver: resolver, tls: try SMTPClientTLS(),
      group: group)
    directory = try AddressDirectory(
      organizations: settings.organizations, probe: NextHopProbe(clients: clients), now: { .monotonic }, report: report)
    let users = try settings.users.map { try UserDirectory(path: $0, report: report) }

    let store = try SQLStore(folder: settings.stateDirectory)
    let flow = FlowSettings(settings)
    let router = RecipientRouter(settings: flow, directory: directory)
    let maildirs = MaildirStore(hostname: settings.hostname.text) { wallClock().microseconds }
    guard let postmaster = EmailAddress(localPart: "postmaster", domain: .name(settings.hostname)) else {
      throw RoleError(step: "start", reason: "hostname \(settings.hostname) cannot stand in an address")
    }
    let notifier = StatusNotifier(hostname: settings.hostname.text, postmaster: postmaster) { await router.route(to: $0) }
    let folder = settings.stateDirectory
    let queue = DeliveryQueue(
      store: store, relay: NextHopRelay(pool: clients, maildirs: maildirs), reporter: notifier,
      settings: QueueSettings(settings.queue, drainTime: settings.limits.drainTime),
      clock: AnchoredClock(start: wallClock().microseconds), logger: logger,
      attemptExecutor: { EventLoopTaskExecutor(group.next()) }, freeSpace: { FreeSpace.octets(at: folder) })

    recipients = RecipientRegister(store: store, directory: directory)
    policies = PolicyRegister(
      store: store, snapshots: flow.snapshots, directory: directory, clock: wallClock
    ) { PublicSuffix.organizationalDomain(of: $0.text) == nil }
    lists = ListRegister(
      store: store, snapshots: flow.snapshots, directory: directory, clock: wallClock, logger: logger)
    let spoof = SpoofIntelligence(store: store, snapshots: flow.snapshots, clock: wallClock, logger: logger)
    let correspondents = CorrespondentMemory(store: store, clock: wallClock, logger: logger)
    let blocklists = BlocklistMonitor(lists: settings.dns.lists.map(Blocklist.init), resolver: resolver, logger: logger)
    let antivirus = settings.antivirus.clamd.map {
      VirusScanner(client: ClamdClient($0, group: group), settings: $0, logger: logger)
    }
    countries = CountryLookup(settings.countries, logger: logger)
    let keyring = SigningKeyring()
    keys = SigningKeyService(
      store: store, keyring: keyring, ownDomains: flow.ownDomains, resolver: resolver, clock: wallClock, logger: logger)
    let reports = ReportCollector(
      settings: settings.reports, hostname: settings.hostname, store: store, clock: wallClock, logger: logger)
    let reportSender = ReportSender(
      settings: ReportSenderSettings(settings), store: store, queue: queue, resolver: resolver,
      route: { await router.route(to: $0) }, clock: wallClock, logger: logger)
    let traces = TraceRecorder(keepsSubjects: settings.trace.subjects, queue: queue, logger: logger)
    let pipeline = MessagePipeline(
      settings: flow, directory: directory, scanners: scanners, queue: queue, vault: store, spoof: spoof,
      correspondents: correspondents, lists: lists, blocklists: blocklists, antivirus: antivirus, countries: countries,
      keyring: keyring, reports: reports, traces: traces, sentMail: SentMail(store: store), clock: wallClock, logger: logger)
    let traceService = TraceService(
      store: store, settings: TraceRetention(settings.trace), clock: wallClock, logger: logger)
    let intake = MailIntake(
      settings: flow, directory: directory, users: users, queue: queue, pipeline: pipeline, vault: store,
      submissionListeners: Set(settings.listeners.filter { $0.kind == .submission }.map(\.name)))
    let quarantine = QuarantineService(queue: queue, clock: wallClock, logger: logger)
    let control = ControlServer(
      socket: try ControlServer.Socket(settings.control),
      facts: GatewayFacts(
        hostname: settings.hostname.text, startedAt: wallClock(), cause: { queue.intakeRefusal()?.cause },
        blocklists: { blocklists.states }, directories: { [directory] in directory.states },
        antivirus: { antivirus.map { [$0.state] } ?? [] }),
      queue: queue, quarantine: quarantine, spoof: spoof, policies: policies, lists: lists, recipients: recipients,
      reports: ReportService(sender: reportSender, store: store, clock: wallClock) { await reports.flush() },
      traces: traceService, store: store,
      keys: keys, logger: logger)

    let tls = try settings.tls.map { try TLSContextSource.reading($0) }
    certificate = settings.tls.flatMap { settings in
      tls.map { CertificateReload(source: $0, settings: settings, logger: logger) }
    }
    let listeners = GatewayListeners(
      settings: settings, delegate: intake, tls: tls, sockets: sockets, group: group, logger: logger)

    // Started in this order, stopped in the reverse: first nothing new comes in, last of all goes what the others lean on.
    services = [
      LoopService { try await resolver.run() },
      LoopService { try await scanners.run() },
      ClientService(clients: clients),
      LoopService { [directory] in try await directory.run() },
      LoopService { try await blocklists.run() },
      LoopService {
        if let antivirus { try await antivirus.run() } else { try await gracefulShutdown() }
      },
      LoopService { [countries] in
        if let countries { try await countries.run() } else { try await gracefulShutdown() }
      },
      LoopService { await queue.run() },
      LoopService { try await spoof.run() },
      LoopService { try await correspondents.run() },
      LoopService { [lists] in try await lists.run() },
      LoopService { try await reports.run() },
      LoopService { try await traces.run() },
      LoopService { try await traceService.run() },
      LoopService { try await reportSender.run() },
      LoopService { try await quarantine.run() },
      LoopService { [keys] in try await keys.run() },
      LoopService { try await LateScans(pipeline: pipeline).run() },
      LoopService { [certificate] in
        if let certificate { try await certificate.run() } else { try await gracefulShutdown() }
      },
      ControlService(server: control),
      listeners,
    ]
    self.logger = logger
  }

  /// Until SIGTERM or SIGINT; SIGHUP reads the certificate, directory servers and countries again.
  func run() async throws {
    let hangUps = Task { [certificate, directory, countries] in
      for await _ in await UnixSignalsSequence(trapping: .sighup) {
        certificate?.reload()
        countries?.reload()
        await directory.readServers()
      }
    }
    defer { hangUps.cancel() }
    countries?.reload()
    // Before the first mail is taken. What is wrong with a key is logged by the loop of its part, and stops no mail.
    try? await keys.reload()
    // Whoever is only in the store must not be refused; without the store no mail is taken anyway.
    try await recipients.load()
    // Nor may a message be judged by policies that nobody set.
    try await policies.load()
    try await lists.load()
    // The library's own lines say nothing about mail.
    var quiet = logger
    quiet.logLevel = .critical
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: services.map { .init(service: $0) }, gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet))
    try await group.run()
  }
}

/// The control API, which ends gracefully by itself.
private struct ControlService: Service {
  let server: ControlServer

  func run() async throws { try await server.run() }
}

/// The connections to other servers: taken leave of when nothing needs them any more.
private struct ClientService: Service {
  let clients: SMTPClientPool

  func run() async throws {
    try? await gracefulShutdown()
    await clients.shutDown()
  }
}

/// A part that works until it is cancelled, as a service that ends gracefully by that.
private struct LoopService: Service {
  let work: @Sendable () async throws -> Void

  init(_ work: @escaping @Sendable () async throws -> Void) {
    self.work = work
  }

  func run() async throws {
    do {
      try await cancelWhenGracefulShutdown(work)
    } catch is CancellationError {
      // The way out of a loop.
    }
  }
}
