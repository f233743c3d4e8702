import FilterPolicy
import FoundationEssentials

/// What `martlet scan --json` prints.
struct ScanResult: Encodable {
  let file: String
  let findings: Findings
  let decisions: [Decision]

  /// UTF-8, a line feed at the end.
  func json(isOneLine: Bool) throws(CommandFailure) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting =
      isOneLine ? [.sortedKeys, .withoutEscapingSlashes] : [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    do {
      return Array(try encoder.encode(self)) + [0x0A]
    } catch {
      throw CommandFailure(ExitStatus.internalError, "cannot write the result as JSON: \(error)")
    }
  }
}
