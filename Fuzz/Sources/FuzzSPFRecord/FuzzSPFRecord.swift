import CFuzzDriver
import Dispatch
import MailAuthentication
import MailTypes

/// Any octets as SPF records, explanations and identities: no trap; limits hold; what was found can be written down on one line.
@main
struct FuzzSPFRecord {
  static func main() {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    _ = LLVMFuzzerRunDriver(&count, &arguments) { data, size in
      FuzzSPFRecord.check(Array(UnsafeBufferPointer(start: data, count: size)))
      return 0
    }
  }

  /// The first octet says whether the others are octets or numbers of pieces; lines are records, then the sender.
  static func check(_ input: [UInt8]) {
    guard let first = input.first else { return }
    let rest = input.dropFirst()
    let text = first & 1 == 0 ? Array(rest) : rest.flatMap { pieces[Int($0) % pieces.count] }
    let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false).map { Array($0) }
    for line in lines { _ = try? SPFRecord(line) }
    let request = SPFRequest(
      client: first & 2 == 0 ? .v4(0xC000_0201) : .v6(high: 0x2001_0DB8 << 32, low: 1),
      helo: String(decoding: lines.last ?? [], as: UTF8.self),
      mailFrom: String(decoding: lines.last ?? [], as: UTF8.self) + "@example.org", now: UTCTime(microseconds: 0))
    evaluate(request, lines)
  }

  /// libFuzzer waits for its input to be done; the check runs on a thread of the pool.
  private static func evaluate(_ request: SPFRequest, _ records: [[UInt8]]) {
    let done = DispatchSemaphore(value: 0)
    Task.detached {
      let result = await SPFEvaluator(resolver: RecordResolver(records: records)).evaluate(request)
      // Ten terms, ten exchanges each, and the names of the client.
      precondition(result.queries.count <= 150)
      let field = ReceivedSPFField(result, of: request).description
      precondition(field.utf8.count < 998 && field.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F })
      precondition(result.explanation?.utf8.allSatisfy { (0x20...0x7E).contains($0) } ?? true)
      done.signal()
    }
    done.wait()
  }

  private static let pieces: [[UInt8]] = [
    "v=spf1", " ", "\n", "a", "mx", "ptr", "all", "include", "exists", "ip4", "ip6", "redirect", "exp", "=", ":", "/", "//",
    "+", "-", "~", "?", ".", "example.org", "%{", "}", "%", "%%", "%_", "%-", "s", "l", "o", "d", "i", "p", "v", "h", "c", "r",
    "t", "L", "2", "0", "99999999999999999999", "24", "64", "192.0.2.1", "2001:db8::", "::ffff:1.2.3.4", "r", "+-,/_=", "\0",
    "é", "A", "default", "v=spf1 ", " -all", "%{l1r+}", "%{p}.",
  ].map { Array($0.utf8) }
}
