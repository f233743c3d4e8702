import CProcess
import Glibc
import Logging

/// `martlet serve`: one thread that binds the sockets, gives up its rights, starts the gateway, the resolver and the
/// scanners, and starts again whatever ends. The children end with it, however it ends.
struct Supervisor {
  private typealias Instant = ContinuousClock.Instant

  private enum Phase {
    case serving
    /// The gateway ends its sessions.
    case draining(until: Instant)
    /// The others are told to go.
    case ending(until: Instant)
  }

  /// How long resolver and scanners, which hold nothing, may take to end.
  private static let endingTime = Duration.seconds(2)

  private let plan: SupervisorPlan
  private let logger: Logger
  private let inherited: [String: String]
  private let notifier: ServiceNotifier
  private var children: [SupervisedChild] = []
  private var phase = Phase.serving
  private var exitStatus: CInt = 0
  /// The gateway that runs now has said that it serves.
  private var isGatewayReady = false
  /// Some gateway has: from now on its end is an accident, not a refusal to start.
  private var hasServed = false

  /// `environment` is that of this process.
  init(plan: SupervisorPlan, environment: [String: String], logger: Logger) {
    self.plan = plan
    self.logger = logger
    inherited = environment
    notifier = ServiceNotifier(environment: environment)
  }

  /// Serves until SIGTERM or SIGINT.
  /// - Returns: the exit status: 0 after an orderly end; the gateway's own when it refuses to start.
  /// - Throws: `SupervisorError` when a socket cannot be bound or the rights not be given up.
  mutating func run() throws(SupervisorError) -> CInt {
    let signals = martlet_supervisor_signals()
    var ready: [CInt] = [-1, -1]
    guard signals >= 0, martlet_pipe(&ready) == 0 else {
      throw SupervisorError("cannot watch for signals: \(SupervisorError.text(of: signals))", exitStatus: EX_SOFTWARE)
    }
    _ = martlet_raise_descriptor_limit()
    let owner = try plan.identity.map(Owner.init)
    let sockets = try BoundSockets(plan, owner: owner, environment: inherited, logger: logger)
    try giveUpRights(owner)
    makeChildren(sockets, ready: ready[1])
    logger.info(
      "supervisor started",
      metadata: ["event": "service", "status": "started", "pid": "\(getpid())", "scanners": "\(plan.scannerCount)"])
    serve(signals: signals, ready: ready[0])
    logger.info("supervisor ends", metadata: ["event": "service", "status": "ended", "exit": "\(exitStatus)"])
    return exitStatus
  }

  private func giveUpRights(_ owner: Owner?) throws(SupervisorError) {
    if let owner {
      try owner.become()
    } else if geteuid() == 0 {
      logger.warning(
        "serving as root: set `user` to an unprivileged user", metadata: ["event": "service", "status": "privileged"])
    }
    guard martlet_no_new_privileges() == 0 else {
      throw SupervisorError("cannot give up privileges (no_new_privs)", exitStatus: EX_SOFTWARE)
    }
  }

  // MARK: - Children

  private mutating func makeChildren(_ sockets: BoundSockets, ready: CInt) {
    let configuration = (InheritedSockets.configuration, plan.configuration.descriptor)
    children = [
      child(
        .resolver, plan.arguments.resolver, [RoleEnvironment.resolverSocket: plan.resolverSocket], passing: [configuration]),
      child(.gateway, plan.arguments.gateway, passing: sockets.entries + [(InheritedSockets.ready, ready), configuration]),
    ]
    let scanner = [
      RoleEnvironment.scannerSocket: plan.scannerSocket,
      RoleEnvironment.scannerMemory: "\(plan.scannerMemoryMegabytes)",
      // The runtime's crash reporter is a program of its own, which a scanner may not start.
      "SWIFT_BACKTRACE": "enable=no",
    ]
    for _ in 0..<max(1, plan.scannerCount) { children.append(child(.scanner, plan.arguments.scanner, scanner)) }
  }

  private func child(
    _ role: SupervisedChild.Role, _ arguments: [String], _ further: [String: String] = [:],
    passing passed: [(name: String, descriptor: CInt)] = []
  ) -> SupervisedChild {
    // What was said to this process alone is not handed on.
    var environment = inherited.filter { !$0.key.hasPrefix("LISTEN_") && $0.key != "NOTIFY_SOCKET" }
    environment.merge(plan.environment) { $1 }
    environment.merge(plan.configuration.environment) { $1 }
    environment.merge(InheritedSockets.environment(names: passed.map(\.name), first: CInt(MARTLET_FIRST_PASSED_FD))) { $1 }
    environment.merge(further) { $1 }
    environment[RoleEnvironment.supervisor] = "\(getpid())"
    return SupervisedChild(
      role: role, path: plan.executable, arguments: arguments, environment: environment,
      descriptors: passed.map(\.descriptor), now: .now)
  }

  private mutating func startDue() {
    let now = Instant.now
    for index in children.indices {
      guard let due = children[index].dueAt, due <= now else { continue }
      let error = children[index].start(now: now)
      let role = children[index].role
      if error != 0 {
        logger.error("child not started", metadata: event(role, "notStarted", ["cause": "\(SupervisorError.text(of: error))"]))
      } else if let pid = children[index].pid {
        logger.info("child started", metadata: event(role, "started", ["pid": "\(pid)"]))
      }
    }
  }

  private mutating func reap() {
    var status: CInt = 0
    while true {
      let pid = martlet_reap(&status)
      guard pid > 0 else { return }
      if let index = children.firstIndex(where: { $0.pid == pid }) { ended(index, pid: pid, status: status) }
    }
  }

  private mutating func ended(_ index: Int, pid: pid_t, status: CInt) {
    let role = children[index].role
    let delay = children[index].ended(status: status, now: .now)
    var metadata = event(role, "ended", ["pid": "\(pid)", status < 0 ? "signal" : "exit": "\(abs(status))"])
    if role == .gateway { isGatewayReady = false }
    switch phase {
    case .serving where role == .gateway && !hasServed && status > 0:
      // It has said why. Starting it again would only repeat it.
      exitStatus = status
      endOthers()
    case .serving,
      .draining where role != .gateway:
      metadata["restartIn"] = "\(delay)"
      logger.log(level: status == 0 ? .debug : .warning, "child ended", metadata: metadata)
      return
    case .draining: endOthers()
    case .ending: children[index].retire()
    }
    logger.info("child ended", metadata: metadata)
  }

  private func event(_ role: SupervisedChild.Role, _ status: String, _ further: Logger.Metadata = [:]) -> Logger.Metadata {
    further.merging(["event": "process", "role": "\(role)", "status": "\(status)"]) { $1 }
  }

  // MARK: - The loop

  private mutating func serve(signals: CInt, ready: CInt) {
    while true {
      startDue()
      if case .ending = phase, children.allSatisfy({ $0.pid == nil }) { return }
      var watched = [
        pollfd(fd: signals, events: Int16(POLLIN), revents: 0), pollfd(fd: ready, events: Int16(POLLIN), revents: 0),
      ]
      _ = poll(&watched, nfds_t(watched.count), millisecondsToNextEvent())
      takeSignals(signals)
      takeReady(ready)
      holdDeadlines()
    }
  }

  private func millisecondsToNextEvent() -> CInt {
    var times = children.compactMap(\.dueAt)
    switch phase {
    case .serving: break
    case .draining(let until), .ending(let until): times.append(until)
    }
    guard let next = times.min() else { return -1 }
    let (seconds, attoseconds) = (next - .now).components
    return CInt(clamping: max(0, seconds * 1000 + attoseconds / 1_000_000_000_000_000 + 1))
  }

  private mutating func takeSignals(_ descriptor: CInt) {
    while true {
      switch martlet_next_signal(descriptor) {
      case SIGCHLD: reap()
      case SIGHUP: reload()
      case SIGTERM, SIGINT: stop()
      default: return
      }
    }
  }

  private mutating func takeReady(_ descriptor: CInt) {
    var octet: UInt8 = 0
    while read(descriptor, &octet, 1) == 1 {
      isGatewayReady = true
      hasServed = true
      logger.info("gateway ready", metadata: ["event": "service", "status": "ready"])
      notifier.send(.ready)
    }
  }

  private func reload() {
    // Before it is ready a gateway has no handler for the signal, and reads everything afresh anyway.
    guard isGatewayReady else { return }
    logger.info("reload", metadata: ["event": "reload", "status": "requested"])
    gateway?.signal(SIGHUP)
  }

  // MARK: - The end

  private var gateway: SupervisedChild? { children.first { $0.role == .gateway } }

  private mutating func stop() {
    switch phase {
    case .serving:
      logger.info(
        "stopping",
        metadata: ["event": "service", "status": "stopping", "drainSeconds": "\(plan.drainTime.components.seconds)"])
      notifier.send(.stopping)
      guard gateway?.pid != nil else { return endOthers() }
      gateway?.signal(SIGTERM)
      phase = .draining(until: .now + plan.drainTime)
    case .draining:
      // Asked twice: whoever stops us will not wait for the sessions.
      gateway?.signal(SIGKILL)
    case .ending: break
    }
  }

  private mutating func endOthers() {
    phase = .ending(until: .now + Self.endingTime)
    for index in children.indices {
      children[index].retire()
      children[index].signal(SIGTERM)
    }
  }

  private mutating func holdDeadlines() {
    switch phase {
    case .draining(let until) where until <= .now:
      logger.warning("drain time over", metadata: event(.gateway, "killed"))
      gateway?.signal(SIGKILL)
      phase = .draining(until: .now + Self.endingTime)
    case .ending(let until) where until <= .now:
      for child in children { child.signal(SIGKILL) }
      phase = .ending(until: .now + Self.endingTime)
    default: break
    }
  }
}
