import GatewayConfiguration
import Geolocation
import Glibc
import MailTypes

/// The countries of a configuration, or those that Debian's package has, for a command without a gateway.
enum ScanCountries {
  /// What cannot be read is a line on standard error; messages are scanned without countries. A client that is in no country needs
  /// no file: reading one takes longer than scanning a message.
  static func lookup(_ settings: GatewaySettings?, of client: IPAddress) -> CountryLookup? {
    let files: [String]? = settings.map(\.countries.files) ?? []
    guard let files, !client.isLoopback, !client.isPrivate else { return nil }
    let lookup = CountryLookup(files: files.isEmpty ? nil : files) { event in
      if case .failed(let error, _) = event { Output.write("martlet: countries: \(error)\n", to: STDERR_FILENO) }
    }
    lookup.reload()
    return lookup
  }
}
