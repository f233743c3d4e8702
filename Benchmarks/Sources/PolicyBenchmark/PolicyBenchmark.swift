import BareOperations
import FilterPolicy
import Foundation
import MailTypes

/// Processor time of judging: one recipient's copy under many policies, lists and recipients, and changing those.
@main
struct PolicyBenchmark {
  static func main() {
    let parts = Organization()
    let (recipients, groups) = (parts.recipients, parts.groups)
    let policies = parts.policies
    let entries = parts.entries
    let book = Shortest.seconds(of: 5) { _ = RecipientBook(recipients: recipients, groups: groups) }
    let list = Shortest.seconds(of: 5) { _ = AllowBlockList(entries) }
    let whole = Shortest.seconds(of: 5) { _ = parts.snapshot(policies, entries, recipients, groups) }
    print(
      String(
        format: "%d recipients, %d policies, %d entries: snapshot made in %.0f ms, of which book %.0f ms, list %.0f ms",
        recipients.count, policies.antiSpam.custom.count, entries.count, whole * 1e3, book * 1e3, list * 1e3))
    let snapshot = parts.snapshot(policies, entries, recipients, groups)
    report(snapshot, parts, recipients)
    if let entry = parts.entry(.sender, "new.example", .block) {
      var lists = snapshot.allowBlock
      let one = Shortest.seconds(of: 5) { for _ in 0..<100 { lists = changed(snapshot, entry).allowBlock } } / 100
      print(String(format: "an entry added: %.1f µs (%d entries)", one * 1e6, lists.count))
    }
  }

  private static func changed(_ snapshot: PolicySnapshot, _ entry: AllowBlockEntry) -> PolicySnapshot {
    var snapshot = snapshot
    snapshot.allowBlock.set(entry)
    return snapshot
  }

  private static func report(_ snapshot: PolicySnapshot, _ parts: Organization, _ recipients: [DirectoryRecipient]) {
    let context = EvaluationContext(traceID: TraceID(), direction: .inbound)
    let now = UTCTime(microseconds: 1_795_000_000_000_000)
    let addresses = stride(from: 0, to: recipients.count, by: 49).map { recipients[$0].aliases.first ?? recipients[$0].primary }
    for (name, findings) in parts.messages {
      let alone = time(addresses) { evaluate(findings, context: context, snapshot: snapshot, recipient: $0, now: now) }
      var evaluation = MessageEvaluation(findings, snapshot: snapshot, now: now)
      let together = time(addresses) { evaluation.decision(for: $0, context: context) }
      print(String(format: "%@: %.1f µs for one recipient, %.1f µs for each of many", name, alone * 1e6, together * 1e6))
    }
  }

  /// Processor seconds for an address.
  private static func time(_ addresses: [EmailAddress], _ decision: (EmailAddress) -> Decision) -> Double {
    var headers = 0
    let seconds = Shortest.seconds(of: 5) { for address in addresses { headers &+= decision(address).headers.count } }
    return headers == 0 ? .infinity : seconds / Double(addresses.count)
  }
}
