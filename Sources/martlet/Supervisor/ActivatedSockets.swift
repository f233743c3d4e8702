import CProcess
import Glibc
import MailTypes

/// The listening sockets systemd passed (sd_listen_fds(3)): descriptors from 3 up, as many as `LISTEN_FDS` says, meant for
/// the process whose id is in `LISTEN_PID`, named by `LISTEN_FDNAMES`.
struct ActivatedSockets {
  private struct Entry {
    let descriptor: CInt
    let name: String
    let bound: martlet_bound
  }

  private static let firstDescriptor: CInt = 3
  private var entries: [Entry] = []

  init(environment: [String: String]) {
    guard environment["LISTEN_PID"] == "\(getpid())", let count = environment["LISTEN_FDS"].flatMap({ CInt($0) }),
      (1...256).contains(count)
    else { return }
    let names = (environment["LISTEN_FDNAMES"] ?? "").split(separator: ":", omittingEmptySubsequences: false)
    for index in 0..<count {
      let descriptor = Self.firstDescriptor + index
      _ = martlet_set_close_on_exec(descriptor, 1)
      var bound = martlet_bound()
      guard martlet_bound_to(descriptor, &bound) == 0 else { continue }
      entries.append(
        Entry(descriptor: descriptor, name: Int(index) < names.count ? String(names[Int(index)]) : "", bound: bound))
    }
  }

  /// Takes the socket of that name, else the one bound to that address.
  mutating func take(_ listener: SupervisorPlan.Listener) -> CInt? {
    take { $0.name == listener.name && $0.bound.family != AF_UNIX }
      ?? take { Self.address(of: $0.bound) == listener.address && $0.bound.port == listener.port }
  }

  /// Takes the UNIX socket of that name, else the one bound to that path.
  mutating func take(name: String, path: String) -> CInt? {
    take { $0.name == name && $0.bound.family == AF_UNIX } ?? take { Self.path(of: $0.bound) == path }
  }

  /// What nobody took: for the log.
  var leftovers: [String] {
    entries.map { "\($0.name.isEmpty ? "unnamed" : $0.name) (descriptor \($0.descriptor))" }
  }

  private mutating func take(where isWanted: (Entry) -> Bool) -> CInt? {
    guard let index = entries.firstIndex(where: isWanted) else { return nil }
    return entries.remove(at: index).descriptor
  }

  private static func address(of bound: martlet_bound) -> IPAddress? {
    let octets = withUnsafeBytes(of: bound.address) { Array($0) }
    return switch bound.family {
    case AF_INET: IPAddress(octets: octets.prefix(4))
    case AF_INET6: IPAddress(octets: octets)
    default: nil
    }
  }

  private static func path(of bound: martlet_bound) -> String? {
    guard bound.family == AF_UNIX else { return nil }
    return withUnsafeBytes(of: bound.path) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
