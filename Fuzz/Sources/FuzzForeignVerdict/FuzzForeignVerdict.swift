import CFuzzDriver
import FilterPolicy
import Foundation
import InternetMessage

/// Any octets as the header that another filter left: no trap; a verdict fits on one line of a report, and is read again as it was
/// written.
@main
struct FuzzForeignVerdict {
  static func main() {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    _ = LLVMFuzzerRunDriver(&count, &arguments) { data, size in
      FuzzForeignVerdict.check(Array(UnsafeBufferPointer(start: data, count: size)))
      return 0
    }
  }

  static func check(_ input: [UInt8]) {
    let block = HeaderBlock(input)
    for filter in ForeignFilter.allCases {
      let verdict = filter.verdict { name in
        block.first(name).map { String(decoding: block.unfoldedValue(of: $0), as: UTF8.self) }
      }
      guard let verdict else { continue }
      precondition(verdict.detail.unicodeScalars.count <= Signal.detailLimit)
      precondition(!verdict.detail.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F })
      precondition(verdict.score?.isFinite ?? true)
      let stored = try? JSONEncoder().encode(verdict)
      precondition(stored.flatMap { try? JSONDecoder().decode(ForeignVerdict.self, from: $0) } == verdict)
    }
  }
}
