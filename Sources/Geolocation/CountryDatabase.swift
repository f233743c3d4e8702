public import MailTypes

/// Where addresses are, from one file or several: the first that knows an address is believed.
public struct CountryDatabase: Sendable {
  /// What Debian's package tor-geoipdb installs.
  public static let debianFiles = ["/usr/share/tor/geoip", "/usr/share/tor/geoip6"]

  private enum Source: Sendable {
    case ranges(CountryRanges)
    case maxMind(MaxMindDatabase)
  }

  private let sources: [Source]

  /// Reads the files: `.mmdb` as MaxMind's format, others as text of ranges.
  /// - Throws: `CountryFileError` for the first that cannot be used.
  public init(files: [String]) throws(CountryFileError) {
    var sources: [Source] = []
    for file in files {
      if file.lowercased().hasSuffix(".mmdb") {
        sources.append(.maxMind(try MaxMindDatabase(path: file)))
      } else {
        sources.append(.ranges(try CountryRanges(try RangeFile.read(file), of: file)))
      }
    }
    self.sources = sources
  }

  /// ISO 3166-1 alpha-2; `nil` where no file has the address in a country.
  public func country(of address: IPAddress) -> String? {
    for source in sources {
      let code =
        switch source {
        case .ranges(let ranges): ranges.code(of: address)
        case .maxMind(let database): database.code(of: address)
        }
      if let text = code.text { return text }
    }
    return nil
  }
}
