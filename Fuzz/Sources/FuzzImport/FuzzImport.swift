import CFuzzDriver
import FilterPolicy
import Foundation
import MailTypes

/// Any octets as an export of Exchange's cmdlets: no trap; what comes out is valid policies, notes of one line each, and the
/// same again where it is imported onto itself; and its lints and recommendations can be made.
@main
struct FuzzImport {
  static func main() {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    _ = LLVMFuzzerRunDriver(&count, &arguments) { data, size in
      guard let start = data else { return 0 }
      FuzzImport.check(Data(bytes: start, count: size))
      return 0
    }
  }

  static func check(_ data: Data) {
    guard let content = try? JSONDecoder().decode(ImportedValue.self, from: data) else { return }
    let now = UTCTime(microseconds: 1_772_000_000_000_000)
    let file = EOPImport.File(name: "export.json", content: content)
    let result = EOPImport([file], now: now)
    precondition(result.policies.problems.isEmpty)
    precondition(result.notes.allSatisfy { !$0.description.contains { $0.isNewline } })
    precondition(EOPImport([file], onto: result.policies, now: now).policies == result.policies)
    let linter = PolicyLinter(
      policies: result.policies, acceptedDomains: [], recipients: RecipientBook(),
      allowBlock: AllowBlockList(result.allowBlock),
      now: now)
    precondition(linter.lints.allSatisfy { !$0.text.isEmpty })
  }
}
