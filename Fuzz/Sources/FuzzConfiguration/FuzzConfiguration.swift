import CFuzzDriver
import GatewayConfiguration

/// Any octets as configuration and users file: no trap; what is refused is refused with at least one problem, one line each.
@main
struct FuzzConfiguration {
  static func main() {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    _ = LLVMFuzzerRunDriver(&count, &arguments) { data, size in
      FuzzConfiguration.check(Array(UnsafeBufferPointer(start: data, count: size)))
      return 0
    }
  }

  static func check(_ bytes: [UInt8]) {
    do {
      let source = ConfigurationFile.Source(bytes: bytes, name: "martlet.yaml", folder: "/etc/martlet")
      let file = try ConfigurationFile(source, checkingFiles: false)
      precondition(!file.listing.isEmpty)
    } catch {
      check(error.problems)
    }
    do {
      _ = try UsersFile(bytes: bytes, name: "users")
    } catch {
      check(error.problems)
    }
  }

  private static func check(_ problems: [ConfigurationProblem]) {
    precondition(!problems.isEmpty)
    precondition(problems.allSatisfy { !$0.description.utf8.contains(UInt8(ascii: "\n")) })
  }
}
