import AdminAPI
import DNSResolution
import FilterPolicy
import GatewayConfiguration
import Geolocation
import Logging
import MailFlow
import MailQueue
import MailTransport
import MailTypes
import MessageServices
import NIOCore
import SMTPCore
import ScannerPool

// From what the administrator wrote to what the parts take: no part but the flow and the directory knows of settings.

extension Duration {
  /// Rounded down.
  var wholeSeconds: Int { Int(clamping: components.seconds) }

  var timeAmount: TimeAmount { .nanoseconds(components.seconds &* 1_000_000_000 &+ components.attoseconds / 1_000_000_000) }
}

extension SMTPClientConfiguration {
  init(_ settings: GatewaySettings) {
    self.init(hostname: settings.hostname)
    ownAddresses = OwnAddresses.of(settings.listeners)
    requiresEightBitMIME = settings.queue.eightBitMIME == .refuse
    for alias in settings.alsoKnownAs {
      switch alias {
      case .name(let name): ownNames.insert(name)
      case .address(let address): ownAddresses.insert(address)
      }
    }
  }
}

extension QueueSettings {
  init(_ settings: DeliverySettings, drainTime: Duration) {
    self.init()
    lifetime = settings.lifetime.wholeSeconds
    delayNotice = settings.delayNotice.wholeSeconds
    firstRetry = settings.firstRetry.wholeSeconds
    longestRetry = settings.longestRetry.wholeSeconds
    totalConcurrency = settings.concurrency
    destinationConcurrency = settings.concurrencyPerDestination
    minimumFreeSpace = settings.minimumFreeSpace
    maximumQueueLength = settings.maximumMessages
    self.drainTime = drainTime.wholeSeconds
  }
}

extension SMTPListenerConfiguration {
  init(_ listener: ListenerSettings, of settings: GatewaySettings) {
    self.init(name: listener.name, hostname: settings.hostname)
    let limits = settings.limits
    isLMTP = listener.kind == .lmtp
    offersAuthentication = listener.kind == .submission
    xclientNetworks = listener.xclient
    xforwardNetworks = listener.xforward
    proxyNetworks = listener.proxyProtocol.isEmpty ? nil : listener.proxyProtocol
    maximumConnections = limits.connections
    maximumConnectionsPerClient = limits.connectionsPerClient
    bannerDelay = limits.bannerDelay.timeAmount
    idleTimeout = limits.idleTimeout.timeAmount
    dataTimeout = limits.dataTimeout.timeAmount
    sessionTimeout = limits.sessionTimeout.timeAmount
    self.limits.recipients = limits.recipientsPerMessage
    self.limits.messageSize = limits.messageSize
    self.limits.headerSize = limits.headerSize
    self.limits.errors = limits.errorsPerConnection
    self.limits.refusedRecipients = limits.refusedRecipients
    self.limits.commandsWithoutMail = limits.commandsWithoutMail
  }
}

extension ScannerLimits {
  init(_ settings: ScannerSettings) {
    self.init(messageTime: settings.timeLimit, messagesPerScanner: settings.inFlight)
  }
}

extension FlowSettings {
  init(_ settings: GatewaySettings) {
    let snapshots = settings.organizations.map { organization in
      PolicySnapshot(
        organization: organization.name, hostname: settings.hostname.text,
        acceptedDomains: Set(organization.domains.map(\.name)),
        resultsStyle: settings.authentication.results == .exchange ? .exchange : .standard)
    }
    self.init(
      hostname: settings.hostname, ownDomains: Set(settings.organizations.flatMap { $0.domains.map(\.name) }),
      homeDomain: settings.organizations.first?.domains.first?.name, trustedNetworks: settings.trustedNetworks,
      relay: settings.relay, maximumHops: settings.queue.maximumHops,
      scanDeadline: settings.scanner.deadline,
      relays: settings.authentication.relays,
      discovery: DMARCDiscovery(settings.authentication.dmarc), sealDomain: settings.authentication.seal,
      shadows: Dictionary(
        settings.organizations.compactMap { organization in
          organization.shadow.flatMap { ForeignFilter(rawValue: $0.rawValue) }.map { (organization.name, $0) }
        }, uniquingKeysWith: { first, _ in first }),
      snapshots: PolicySnapshots(snapshots))
  }
}

extension ReportSenderSettings {
  init(_ settings: GatewaySettings) {
    self.init(
      address: settings.reports.address, organizationName: settings.reports.organizationName ?? settings.hostname.text,
      contact: settings.reports.contact, generator: "Martlet \(Martlet.version)", hostname: settings.hostname,
      sizeLimit: settings.reports.sizeLimit, discovery: DMARCDiscovery(settings.authentication.dmarc))
  }
}

extension DMARCDiscovery {
  init(_ standard: AuthenticationSettings.DMARCStandard) {
    self = standard == .rfc7489 ? .publicSuffixList : .treeWalk
  }
}

extension UnboundConfiguration {
  init(_ settings: DNSSettings) {
    let servers = settings.nameservers.map { Server(address: $0.address, port: $0.port) }
    let stubs = settings.stubZones.flatMap { zone in
      zone.nameservers.map { Stub(zone: zone.name.text, server: Server(address: $0.address, port: $0.port)) }
    }
    self.init(
      source: servers.isEmpty ? .resolvConf(path: "/etc/resolv.conf") : .forwarders(servers), stubs: stubs,
      trustAnchorFile: settings.trustAnchors, questionTime: settings.timeout, failureTime: settings.failureTime,
      negativeTime: settings.negativeTime)
  }
}

extension ControlServer.Socket {
  /// - Throws: `ControlAccess.UnknownName`.
  init(_ settings: ControlSettings) throws(ControlAccess.UnknownName) {
    self.init(
      path: settings.socket, mode: settings.mode, group: settings.group,
      access: try ControlAccess(allowedUsers: settings.allowedUsers, group: settings.group))
  }
}

extension ClamdClient {
  init(_ settings: ClamdSettings, group: any EventLoopGroup) {
    let address: Address =
      switch settings.address {
      case .tcp(let address, let port): .tcp(address, port: port)
      case .unix(let path): .socket(path: path)
      }
    self.init(address: address, timeout: settings.timeout, group: group)
  }
}

extension Blocklist {
  init(_ settings: BlocklistSettings) {
    let all = Meaning(weight: settings.weight, sentence: settings.sentence)
    let meanings = settings.answers.map { Meaning($0, sentence: settings.sentence) }
    self.init(
      name: settings.name, zone: settings.zone, kind: settings.kind == .ip ? .ip : .domain,
      meanings: meanings.isEmpty ? [all] : meanings, testPoint: settings.testPoint)
  }
}

extension Blocklist.Meaning {
  fileprivate init(_ answer: BlocklistSettings.Answer, sentence: String?) {
    let codes = answer.codes.compactMap { network -> ClosedRange<UInt32>? in
      guard case .v4(let first) = network.base else { return nil }
      return first...(first | UInt32.max >> UInt32(network.prefixLength))
    }
    self.init(
      codes: codes, bits: UInt32(clamping: answer.bits), weight: answer.weight, sentence: answer.sentence ?? sentence)
  }
}

extension CountryLookup {
  /// `nil` where no country is looked for.
  convenience init?(_ settings: CountrySettings, logger: Logger) {
    guard let files = settings.files else { return nil }
    self.init(files: files.isEmpty ? nil : files) { event in
      switch event {
      case .loaded(let files):
        let list = files.joined(separator: " ")
        logger.info("countries", metadata: ["event": "countries", "status": "loaded", "files": "\(list)"])
      case .notInstalled:
        logger.notice("countries", metadata: ["event": "countries", "status": "none, tor-geoipdb is not installed"])
      case .failed(let error, let keepsOld):
        let status = keepsOld ? "kept the old ones" : "mail goes on without countries"
        logger.error("countries", metadata: ["event": "countries", "status": "\(status)", "cause": "\(error)"])
      }
    }
  }
}

extension TraceRetention {
  init(_ settings: TraceSettings) {
    self.init(traces: settings.retentionDays, findings: settings.findingsDays)
  }
}
