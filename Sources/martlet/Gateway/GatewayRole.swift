import DNSResolution
import Dispatch
import FilterEngine
import FoundationEssentials
import GatewayConfiguration
import Glibc
import MailTransport
import MailTypes
import NIOSSL
import Synchronization

// What the commands of this executable start.
extension Gateway {
  /// `martlet serve`: the supervisor, until it is told to stop.
  /// - Returns: the exit status.
  /// - Throws: `SupervisorError` where serving cannot begin.
  static func serve(configuration: ConfigurationFile) throws -> CInt {
    let settings = configuration.settings
    // What the gateway would find out only after the sockets are bound and the rights are gone.
    if let tls = settings.tls { _ = try TLSContextSource.reading(tls) }
    var supervisor = Supervisor(
      plan: try SupervisorPlan(configuration), environment: ProcessInfo.processInfo.environment,
      logger: LineLogHandler.logger("martlet.supervisor", settings.log))
    return try supervisor.run()
  }

  /// `martlet _gateway`.
  /// - Returns: 0 after an orderly end, 69 where the gateway could not start (a line on standard error says why).
  static func run(_ settings: GatewaySettings, sockets: InheritedSockets) -> CInt {
    // On this thread, which stays: the signal at the supervisor's end belongs to the thread that asked for it.
    do throws(RoleError) {
      try Confinement.applyCommon()
    } catch {
      RoleFailure.report("gateway", error)
      return EX_SOFTWARE
    }
    let ending = Ending()
    Task.detached {
      let status = await serveMail(settings, sockets)
      ending.status.withLock { $0 = status }
      ending.done.signal()
    }
    ending.done.wait()
    return ending.status.withLock { $0 }
  }

  /// How the gateway's tasks tell the thread that waits for them.
  private final class Ending: Sendable {
    let status = Mutex<CInt>(0)
    let done = DispatchSemaphore(value: 0)
  }

  private static func serveMail(_ settings: GatewaySettings, _ sockets: InheritedSockets) async -> CInt {
    do {
      let logger = LineLogHandler.logger("martlet.gateway", settings.log)
      try await Gateway(settings, sockets: sockets, logger: logger).run()
      return 0
    } catch {
      RoleFailure.report("gateway", (error as? RoleError) ?? RoleError(step: "serve", reason: "\(error)"))
      return EX_UNAVAILABLE
    }
  }

  /// `martlet _resolver`.
  static func runResolver(_ settings: GatewaySettings) -> CInt {
    let dns = settings.dns
    return ResolverRole.run {
      guard let zone = dns.zone else { return try UnboundResolver(UnboundConfiguration(dns)) }
      return try ZoneResolver(text: try MessageInput.read(zone), source: zone)
    }
  }

  /// `martlet _scanner`.
  static func runScanner() -> CInt {
    // While files can still be opened.
    MessageScanner.prepare()
    return ScannerRole.run { resolver in
      let scanner = MessageScanner(resolver: resolver, model: BaseModel.model)
      return { subject, content in await scanner.scan(subject, content: content) }
    }
  }
}

extension SupervisorPlan {
  /// - Throws: `SupervisorError` where the system has no memory for the configuration.
  init(_ file: ConfigurationFile) throws(SupervisorError) {
    let settings = file.settings
    let listeners = settings.listeners.compactMap { listener -> Listener? in
      guard case .tcp(let address, let port) = listener.address else { return nil }
      return Listener(name: listener.name, address: address, port: port)
    }
    self.init(
      listeners: listeners, controlSocket: nil, stateDirectory: settings.stateDirectory,
      identity: settings.user.map { Identity(user: $0, group: settings.group) }, scannerCount: settings.scanner.count,
      scannerMemoryMegabytes: max(1, settings.scanner.memory >> 20),
      configuration: try InheritedConfiguration(file.source),
      // Beside the drain of the sessions, the deliveries in flight get theirs.
      drainTime: settings.limits.drainTime * 2 + .seconds(5))
  }
}

extension TLSContextSource {
  /// - Throws: `RoleError` that names the file.
  static func reading(_ settings: TLSSettings) throws(RoleError) -> TLSContextSource {
    do {
      let minimum: TLSVersion = settings.minimumVersion == .tls13 ? .tlsv13 : .tlsv12
      return try TLSContextSource(
        certificateChain: settings.certificate, privateKey: settings.key, minimumVersion: minimum)
    } catch {
      throw RoleError(step: "use certificate \(settings.certificate) with key \(settings.key)", reason: "\(error)")
    }
  }
}

extension UTCTime {
  /// By the wall clock.
  static var now: UTCTime {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return UTCTime(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
  }
}

extension Duration {
  /// Since some moment in the past, never set back.
  static var monotonic: Duration {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
}
