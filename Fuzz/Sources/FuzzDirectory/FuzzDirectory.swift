import CFuzzDriver
import FilterPolicy
import GatewayConfiguration
import RecipientDirectory

/// Any octets as a recipients file in each form: no trap; what is refused is refused with problems of one line each, and what
/// is read makes a book in which every recipient is found.
@main
struct FuzzDirectory {
  static func main() {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    _ = LLVMFuzzerRunDriver(&count, &arguments) { data, size in
      let bytes = Array(UnsafeBufferPointer(start: data, count: size))
      for name in ["people.csv", "people.yaml", "people.txt"] { FuzzDirectory.check(bytes, name) }
      return 0
    }
  }

  static func check(_ bytes: [UInt8], _ name: String) {
    do {
      let contents = try DirectoryFile.read(bytes, file: name, domain: nil)
      let book = RecipientBook(recipients: contents.recipients, groups: contents.groups)
      for recipient in contents.recipients {
        precondition(book.resolve(recipient.primary).isKnown)
        precondition(recipient.aliases.allSatisfy(book.contains))
      }
    } catch {
      precondition(!error.problems.isEmpty)
      precondition(error.problems.allSatisfy { !$0.description.utf8.contains(UInt8(ascii: "\n")) })
    }
  }
}
