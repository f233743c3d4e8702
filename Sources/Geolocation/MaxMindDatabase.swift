import CMaxMind
import MailTypes

/// Countries from an administrator's own `.mmdb` file, read by libmaxminddb.
final class MaxMindDatabase: Sendable {
  /// Never changed after opening, and looked up from many threads as the library allows (libmaxminddb(3)).
  private nonisolated(unsafe) let database: OpaquePointer

  /// - Throws: `CountryFileError` where it cannot be read, or is no such database.
  init(path: String) throws(CountryFileError) {
    var cause: UnsafePointer<CChar>?
    guard let database = martlet_country_open(path, &cause) else {
      throw CountryFileError(path, cause.map { String(cString: $0) } ?? "cannot be read")
    }
    self.database = database
  }

  deinit { martlet_country_close(database) }

  func code(of address: IPAddress) -> CountryCode {
    let octets = address.octets
    var letters: (CChar, CChar) = (0, 0)
    let isFound = withUnsafeMutablePointer(to: &letters) { pointer in
      pointer.withMemoryRebound(to: CChar.self, capacity: 2) {
        martlet_country_of(database, octets, octets.count, $0) != 0
      }
    }
    guard isFound else { return .none }
    return CountryCode([UInt8(bitPattern: letters.0), UInt8(bitPattern: letters.1)]) ?? .none
  }
}
