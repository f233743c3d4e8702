import BareOperations
import FilterEngine
import FilterPolicy
import Foundation
import MailAuthentication
import MailTypes

/// What slow and silent name servers cost: processor time of a scan with authentication, with answers at once and after
/// 200 ms; and how long messages of others take while one sender in ten has servers that never answer.
@main
struct DNSBenchmark {
  private static let count = 3000
  /// Messages in the scan at once: enough to keep a core busy while answers are on their way.
  private static let atOnce = 1000
  private static let runs = 4

  static func main() async throws {
    let key = try DKIMSigningKey(.rsa2048)
    let body = String(repeating: "The minutes of the meeting are attached; please read them before Friday.\r\n", count: 40)
    let mails = try (1...count).map { try Sender(key: key).mail($0, body: body) }
    _ = await scan(mails, SlowDNS(key: key.recordText, delay: .zero, silentEach: 0))
    try check(await results(mails.prefix(2), key))

    var best = (quick: Double.infinity, slow: Double.infinity)
    for _ in 0..<runs {
      best.quick = min(best.quick, await processorTime(mails, SlowDNS(key: key.recordText, delay: .zero, silentEach: 0)))
      best.slow = min(
        best.slow, await processorTime(mails, SlowDNS(key: key.recordText, delay: .milliseconds(200), silentEach: 0)))
    }
    print(
      String(
        format: "processor time a message: answers at once %.0f µs, after 200 ms %.0f µs: %.3f times", best.quick * 1e6,
        best.slow * 1e6, best.slow / best.quick))

    let alone = percentile(await paced(mails, SlowDNS(key: key.recordText, delay: .milliseconds(20), silentEach: 0)))
    let beside = percentile(await paced(mails, SlowDNS(key: key.recordText, delay: .milliseconds(20), silentEach: 10)))
    print(
      String(
        format: "95 %% of messages take at most %.1f ms; with one sender in ten silent, of the others %.1f ms: %.3f times",
        alone * 1e3, beside * 1e3, beside / alone))
  }

  private static func results(_ mails: ArraySlice<(subject: ScanSubject, content: [UInt8])>, _ key: DKIMSigningKey) async
    -> [Findings]
  {
    let scanner = MessageScanner(resolver: SlowDNS(key: key.recordText, delay: .zero, silentEach: 0), model: BaseModel.model)
    var findings: [Findings] = []
    for mail in mails { findings.append(await scanner.scan(mail.subject, content: mail.content)) }
    return findings
  }

  /// A benchmark of checks that all fail would say nothing.
  private static func check(_ findings: [Findings]) throws {
    let facts = findings.map(\.authentication)
    guard facts.allSatisfy({ $0.spf.result == "pass" && $0.dkim.first?.result == "pass" && $0.dmarc.result == "pass" }) else {
      throw UsageError(description: "the messages do not authenticate: \(facts)")
    }
  }

  struct UsageError: Error { let description: String }
}

extension DNSBenchmark {
  private typealias Mails = [(subject: ScanSubject, content: [UInt8])]

  /// Seconds for each message.
  private static func processorTime(_ mails: Mails, _ dns: SlowDNS) async -> Double {
    let start = ProcessorTime.now
    _ = await scan(mails, dns)
    return (ProcessorTime.now - start) / Double(mails.count)
  }

  private static func scan(_ mails: Mails, _ dns: SlowDNS) async -> Int {
    let scanner = MessageScanner(resolver: dns, model: BaseModel.model)
    return await withTaskGroup(of: Int.self) { group in
      var sum = 0
      for (index, mail) in mails.enumerated() {
        if index >= atOnce { sum += await group.next() ?? 0 }
        group.addTask { await scanner.scan(mail.subject, content: mail.content).signals.count }
      }
      return await group.reduce(sum, +)
    }
  }

  /// Seconds that each message of a sender who is not silent took; messages come at a steady rate, far below the most.
  private static func paced(_ mails: Mails, _ dns: SlowDNS) async -> [Double] {
    let scanner = MessageScanner(resolver: dns, model: BaseModel.model)
    return await withTaskGroup(of: Double?.self) { group in
      for (index, mail) in mails.enumerated() {
        group.addTask {
          let start = ContinuousClock.now
          _ = await scanner.scan(mail.subject, content: mail.content)
          // The senders are numbered from 1. Those that would be silent are left out of both runs.
          return (index + 1) % 10 == 0 ? nil : Double((ContinuousClock.now - start) / .microseconds(1)) / 1e6
        }
        try? await Task.sleep(for: .milliseconds(5))
      }
      return await group.reduce(into: []) { times, time in if let time { times.append(time) } }
    }
  }

  private static func percentile(_ times: [Double]) -> Double {
    let sorted = times.sorted()
    return sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, sorted.count * 95 / 100)]
  }
}
