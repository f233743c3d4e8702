import GatewayConfiguration
import Glibc
import MailTypes

/// The folders into which a configuration delivers.
enum MailboxFolders {
  /// Those that are missing. A warning only: it may be a disk that is mounted later, and mail waits for it.
  static func warnings(_ settings: GatewaySettings, file: String) -> [ConfigurationProblem] {
    settings.organizations.enumerated().flatMap { index, organization in
      organization.domains.enumerated().compactMap { position, domain in
        guard case .maildir(let root) = domain.nextHop, !isFolder(root) else { return nil }
        return ConfigurationProblem(
          file: file, line: 0, path: "organizations[\(index)].domains[\(position)].nextHop",
          message: "there is no folder \(root); until it is there, mail for \(domain.name) waits in the queue")
      }
    }
  }

  private static func isFolder(_ path: String) -> Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
  }
}
