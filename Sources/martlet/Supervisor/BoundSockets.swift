import CProcess
import Glibc
import Logging
import MailTypes

/// Every socket of a plan, bound and listening; they stay open in the supervisor, so that connections wait while a child
/// is replaced.
struct BoundSockets {
  /// In the order in which the gateway gets them.
  private(set) var entries: [(name: String, descriptor: CInt)] = []

  /// Connections the kernel keeps while nobody accepts; the kernel cuts it to `net.core.somaxconn`.
  private static let backlog: CInt = 4096

  /// - Throws: `SupervisorError` naming the address and what to do.
  init(_ plan: SupervisorPlan, owner: Owner?, environment: [String: String], logger: Logger) throws(SupervisorError) {
    var activated = ActivatedSockets(environment: environment)
    try Self.checkNames(plan.listeners)
    for listener in plan.listeners {
      entries.append((listener.name, try Self.bind(listener, activated: activated.take(listener))))
    }
    if let path = plan.controlSocket {
      let activated = activated.take(name: InheritedSockets.control, path: path)
      entries.append((InheritedSockets.control, try Self.bind(path, mode: 0o660, owner: owner, activated: activated)))
    }
    try Self.makeStateDirectory(plan.stateDirectory, owner: owner)
    try Self.prepare(plan.runDirectory, owner: owner)
    entries.append((InheritedSockets.scanner, try Self.bind(plan.scannerSocket, mode: 0o600, owner: owner)))
    entries.append((InheritedSockets.resolver, try Self.bind(plan.resolverSocket, mode: 0o600, owner: owner)))
    for leftover in activated.leftovers {
      logger.warning(
        "socket from systemd fits no listener",
        metadata: ["event": "socket", "status": "unused", "socket": "\(leftover)"])
    }
  }

  private static func checkNames(_ listeners: [SupervisorPlan.Listener]) throws(SupervisorError) {
    var seen = InheritedSockets.reservedNames
    for listener in listeners where !seen.insert(listener.name).inserted {
      throw SupervisorError("two listeners, or a listener and an internal socket, are called \"\(listener.name)\": rename one")
    }
  }

  /// A gateway whose supervisor was killed a moment ago holds its sockets until it has ended too: one second in all.
  private static let predecessorTries = 10
  /// Microseconds.
  private static let predecessorPause: UInt32 = 100_000

  /// `activated` is the socket systemd bound, if it did.
  private static func bind(_ listener: SupervisorPlan.Listener, activated: CInt?) throws(SupervisorError) -> CInt {
    if let activated { return activated }
    let octets = listener.address.octets
    var result = martlet_listen_tcp(octets, octets.count, listener.port, backlog)
    for _ in 0..<predecessorTries where result == -EADDRINUSE {
      usleep(predecessorPause)
      result = martlet_listen_tcp(octets, octets.count, listener.port, backlog)
    }
    guard result < 0 else { return result }
    let host = octets.count == 16 ? "[\(listener.address)]" : "\(listener.address)"
    throw SupervisorError("cannot listen on \(host):\(listener.port) (\(listener.name)): \(advice(result))")
  }

  private static func bind(
    _ path: String, mode: mode_t, owner: Owner?, activated: CInt? = nil
  ) throws(SupervisorError) -> CInt {
    if let activated { return activated }
    let result = martlet_listen_unix(path, mode, backlog)
    guard result >= 0 else { throw SupervisorError("cannot listen on \(path): \(advice(result))") }
    if let owner, chown(path, owner.user, owner.group) != 0 {
      throw SupervisorError("cannot give \(path) to its user: \(SupervisorError.text(of: errno))")
    }
    return result
  }

  private static func advice(_ code: CInt) -> String {
    switch -code {
    case EADDRINUSE: "another program listens there; stop it, or choose another address"
    case EACCES: "no permission; start as root with `user` set, or choose an address that is free to all"
    case EADDRNOTAVAIL: "this machine has no such address"
    case EEXIST: "something other than a socket is there; move it away"
    case ENAMETOOLONG: "the path is longer than the 107 octets of a UNIX socket; choose a shorter folder"
    default: SupervisorError.text(of: code)
    }
  }

  /// Made with its parents where it is missing; one that is there keeps the rights its administrator gave it. The group may
  /// enter, because the control socket may be for its members.
  private static func makeStateDirectory(_ path: String, owner: Owner?) throws(SupervisorError) {
    guard access(path, F_OK) != 0 else { return }
    var end = path.startIndex
    while end < path.endIndex {
      end = path[end...].dropFirst().firstIndex(of: "/") ?? path.endIndex
      let isLeaf = end == path.endIndex
      if mkdir(String(path[..<end]), isLeaf ? 0o750 : 0o755) != 0, errno != EEXIST {
        throw SupervisorError("cannot make the state directory \(path): \(SupervisorError.text(of: errno))")
      }
    }
    if let owner, chown(path, owner.user, owner.group) != 0 {
      throw SupervisorError("cannot give \(path) to its user: \(SupervisorError.text(of: errno))")
    }
  }

  private static func prepare(_ folder: String, owner: Owner?) throws(SupervisorError) {
    var facts = stat()
    if mkdir(folder, 0o700) != 0, errno != EEXIST {
      throw SupervisorError("cannot make the folder \(folder): \(SupervisorError.text(of: errno))")
    }
    if let owner, chown(folder, owner.user, owner.group) != 0 {
      throw SupervisorError("cannot give \(folder) to its user: \(SupervisorError.text(of: errno))")
    }
    // Whoever could write here could stand in for a scanner.
    guard chmod(folder, 0o700) == 0, lstat(folder, &facts) == 0, facts.st_mode & S_IFMT == S_IFDIR else {
      throw SupervisorError("\(folder) must be a folder of this user alone: \(SupervisorError.text(of: errno))")
    }
  }
}

/// A user and group by number.
struct Owner: Hashable, Sendable {
  let user: uid_t
  let group: gid_t

  /// Looks the names up.
  init(_ identity: SupervisorPlan.Identity) throws(SupervisorError) {
    var user: uid_t = 0
    var group: gid_t = 0
    guard martlet_user(identity.user, &user, &group) == 0 else {
      throw SupervisorError("there is no user \"\(identity.user)\": create it, or set another `user`")
    }
    if let name = identity.group, martlet_group(name, &group) != 0 {
      throw SupervisorError("there is no group \"\(name)\": create it, or set another `group`")
    }
    self.user = user
    self.group = group
  }

  /// Gives up every other right for good. Nothing is to be done where we are that user already.
  func become() throws(SupervisorError) {
    guard geteuid() == 0 else {
      guard geteuid() == user else {
        throw SupervisorError("cannot become user \(user): start as root, or as that user")
      }
      return
    }
    let result = martlet_become(user, group)
    guard result == 0 else { throw SupervisorError("cannot become user \(user): \(SupervisorError.text(of: result))") }
  }
}
