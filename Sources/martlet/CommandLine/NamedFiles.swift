import GatewayConfiguration
import MailTransport
import RecipientDirectory

/// The files of the administrator's own that a configuration names: certificate, users and recipients.
enum NamedFiles {
  /// What is wrong in them.
  static func problems(_ settings: GatewaySettings) -> [ConfigurationProblem] {
    certificate(settings) + users(settings) + settings.organizations.flatMap(AddressDirectory.problems)
  }

  private static func certificate(_ settings: GatewaySettings) -> [ConfigurationProblem] {
    guard let tls = settings.tls else { return [] }
    do {
      _ = try TLSContextSource.reading(tls)
      return []
    } catch {
      return [ConfigurationProblem(file: tls.certificate, line: 0, message: "\(error); give a PEM certificate and its key")]
    }
  }

  private static func users(_ settings: GatewaySettings) -> [ConfigurationProblem] {
    guard let path = settings.users else { return [] }
    do {
      let unknown = try UsersFile(path: path).organizations.subtracting(settings.organizations.map(\.name))
      return unknown.sorted().map { name in
        ConfigurationProblem(
          file: path, line: 0,
          message:
            "users belong to \(Output.printable(name)), which is no organization of the configuration; add it or correct them")
      }
    } catch {
      return error.problems
    }
  }
}
