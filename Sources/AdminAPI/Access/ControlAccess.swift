import CProcess
import Glibc

/// Who may give commands over the control socket: root, the account the gateway runs as, the named accounts, and the members
/// of the named group.
public struct ControlAccess: Sendable {
  private let users: Set<UInt32>
  private let group: UInt32?

  /// A name of the configuration that the system does not know.
  public struct UnknownName: Error, CustomStringConvertible {
    let key: String
    let name: String

    public var description: String { "\(key): there is no account or group called \(name); create it or name another" }
  }

  /// - Throws: `UnknownName`.
  public init(allowedUsers: [String] = [], group: String? = nil) throws(UnknownName) {
    var users: Set<uid_t> = [0, geteuid()]
    for name in allowedUsers {
      var (user, primary): (uid_t, gid_t) = (0, 0)
      guard martlet_user(name, &user, &primary) == 0 else { throw UnknownName(key: "control.allowedUsers", name: name) }
      users.insert(user)
    }
    self.init(users: users, group: try group.map(ControlAccess.identifier(ofGroup:)))
  }

  /// With nobody beside `users` and the members of `group`.
  public init(users: Set<UInt32>, group: UInt32?) {
    self.users = users
    self.group = group
  }

  public func allows(_ peer: PeerCredentials) -> Bool {
    if users.contains(peer.user) { return true }
    guard let group else { return false }
    return peer.group == group || ControlAccess.groups(of: peer.user, primary: peer.group).contains(group)
  }

  /// - Throws: `UnknownName`.
  static func identifier(ofGroup name: String) throws(UnknownName) -> gid_t {
    var group: gid_t = 0
    guard martlet_group(name, &group) == 0 else { throw UnknownName(key: "control.group", name: name) }
    return group
  }

  /// The groups the system's database puts the user in; SO_PEERCRED tells only the primary one.
  private static func groups(of user: uid_t, primary: gid_t) -> [gid_t] {
    var entry = passwd()
    var found: UnsafeMutablePointer<passwd>?
    // Names and home folders fit; an entry that does not counts as none, and only its primary group.
    var text = [CChar](repeating: 0, count: 16 << 10)
    guard getpwuid_r(user, &entry, &text, text.count, &found) == 0, found != nil, let name = entry.pw_name else {
      return [primary]
    }
    var groups = [gid_t](repeating: 0, count: 1024)
    var count = CInt(groups.count)
    guard getgrouplist(name, primary, &groups, &count) >= 0 else { return [primary] }
    return Array(groups.prefix(Int(count)))
  }
}
