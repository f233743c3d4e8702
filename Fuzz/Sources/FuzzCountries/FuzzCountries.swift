import CFuzzDriver
import Foundation
import Geolocation
import MailTypes

/// Any octets as a database of countries: a first octet of even value makes a file of ranges of them, an odd one a file in MaxMind's
/// format. No trap; a file that is refused says why in one line, and one that is taken answers with codes of two letters.
@main
struct FuzzCountries {
  static func main() {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    _ = LLVMFuzzerRunDriver(&count, &arguments) { data, size in
      guard let start = data, size > 0 else { return 0 }
      FuzzCountries.check(Data(bytes: start, count: size))
      return 0
    }
  }

  private static let folder = FileManager.default.temporaryDirectory.appendingPathComponent("fuzz-\(getpid())")

  static func check(_ data: Data) {
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = folder.appendingPathComponent(data[0] & 1 == 0 ? "countries.txt" : "countries.mmdb")
    guard (try? data.dropFirst().write(to: file)) != nil else { return }
    do {
      let database = try CountryDatabase(files: [file.path])
      for address in addresses {
        let code = database.country(of: address)
        precondition(code?.utf8.allSatisfy { (0x41...0x5A).contains($0) } ?? true)
        precondition(code.map { $0.utf8.count == 2 } ?? true)
      }
    } catch {
      precondition(!error.description.contains { $0.isNewline })
    }
  }

  private static let addresses: [IPAddress] = [
    .v4(0), .v4(0xC000_0201), .v4(UInt32.max), .v6(high: 0, low: 0), .v6(high: 0x2001_0DB8 << 32, low: 1),
    .v6(high: UInt64.max, low: UInt64.max),
  ]
}
