import CProcess
import GatewayConfiguration

/// The account and the group that a configuration names, as this machine knows them.
enum NamedAccounts {
  /// Those that do not exist: `serve` would not start.
  static func problems(_ settings: GatewaySettings, file: String) -> [ConfigurationProblem] {
    var user: uid_t = 0
    var group: gid_t = 0
    var problems: [ConfigurationProblem] = []
    if let name = settings.user, martlet_user(name, &user, &group) != 0 {
      problems.append(missing("user", "account", name, file))
    }
    if let name = settings.group, martlet_group(name, &group) != 0 {
      problems.append(missing("group", "group", name, file))
    }
    return problems
  }

  private static func missing(_ key: String, _ kind: String, _ name: String, _ file: String) -> ConfigurationProblem {
    ConfigurationProblem(
      file: file, line: 0, path: key, message: "there is no \(kind) \(name) on this machine; create it or name another")
  }
}
