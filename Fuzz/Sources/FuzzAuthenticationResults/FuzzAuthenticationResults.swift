import CFuzzDriver
import MailAuthentication
import MailTypes

/// Any octets as Authentication-Results: no trap; what the strict reader takes, the lenient one reads alike, and it comes back
/// from what is written; what the lenient reader makes of anything can be written without leaving its field.
@main
struct FuzzAuthenticationResults {
  static func main() {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    _ = LLVMFuzzerRunDriver(&count, &arguments) { data, size in
      FuzzAuthenticationResults.check(Array(UnsafeBufferPointer(start: data, count: size)))
      return 0
    }
  }

  static func check(_ input: [UInt8]) {
    let read = AuthenticationResults(lenient: input[...])
    checkWritten(read)
    guard let strict = try? AuthenticationResults(strict: input[...]) else { return }
    checkWritten(strict)
    precondition(strict.results.map(\.method) == read.results.map(\.method))
    precondition(strict.results.map(\.result) == read.results.map(\.result))
  }

  private static func checkWritten(_ read: AuthenticationResults) {
    var field = read
    // Exchange Online's bare form has none; what is written needs one.
    if field.authservID.isEmpty { field.authservID = "mx.example.org" }
    let text = field.value()
    precondition(!text.utf8.contains { $0 < 0x20 || $0 == 0x7F })
    guard let again = try? AuthenticationResults(strict: Array(text.utf8)[...]) else { preconditionFailure(text) }
    precondition(again.results.map(\.method) == field.results.map(\.method), text)
    precondition(again.results.map(\.result) == field.results.map(\.result), text)
    precondition(again.results.map { $0.properties.count } == field.results.map { $0.properties.count }, text)
  }
}
