import FilterPolicy
import Foundation
import MailTypes
import Testing

/// What holds of every decision, tried on many made-up ones. A failure names its seed.
@Suite struct EvaluationPropertyTests {
  private static let seeds: Range<UInt64> = 0..<200

  private func badness(_ verdict: Verdict) -> Int { -(Verdict.allCases.firstIndex(of: verdict) ?? 0) }

  @Test("An allow entry more never makes a verdict worse")
  func allowances() {
    for seed in Self.seeds {
      var random = SplitMix(state: ~seed)
      let before = RandomWorld(seed: seed)
      var after = before
      for value in RandomWorld.values.shuffled(using: &random).prefix(3) {
        let entry = RandomWorld.allowance(value, &random)
        guard !after.entries.contains(where: { $0.id == entry.id }) else { continue }
        after.entries.append(entry)
      }
      if let pair = SpoofedSenderPair("*, 192.0.2.1"), random.isTrue(in: 2) { after.pairs.append(.init(pair, .allow)) }
      let (old, new) = (before.decision, after.decision)
      #expect(badness(new.verdict) <= badness(old.verdict), "seed \(seed): \(old.because) became \(new.because)")
      #expect(new.scl <= old.scl || badness(new.verdict) < badness(old.verdict), "seed \(seed)")
    }
  }

  @Test("A block of the Tenant Allow/Block List beats an allowance of it")
  func blocks() {
    for seed in Self.seeds {
      var random = SplitMix(state: ~seed)
      var blocked = RandomWorld(seed: seed)
      guard let value = RandomWorld.values.randomElement(using: &random) else { continue }
      blocked.entries.removeAll { $0.value == value }
      blocked.entries.append(RandomWorld.block(value))
      var both = blocked
      both.entries.append(RandomWorld.allowance(value, &random))
      let (one, two) = (blocked.decision, both.decision)
      guard one.usedEntries.contains(where: { $0.action == .block && $0.value == "\(value)" }) else { continue }
      #expect(two.verdict == one.verdict && two.action == one.action, "seed \(seed): \(one.because) became \(two.because)")
    }
  }

  @Test("The same is decided again, in whatever order lists, policies and the directory were put together")
  func order() {
    for seed in Self.seeds {
      var random = SplitMix(state: ~seed)
      let world = RandomWorld(seed: seed)
      let decision = world.decision
      #expect(world.decision == decision, "seed \(seed)")
      #expect(world.shuffled(&random).decision == decision, "seed \(seed)")
    }
  }

  @Test("Each of many recipients gets the decision that it would get alone")
  func together() {
    let recipients = ["ada@example.org", "Ben@example.org", "x@sales.example.org", "ada@sales.example.org", "a@[192.0.2.1]"]
    for seed in Self.seeds {
      let world = RandomWorld(seed: seed)
      var evaluation = MessageEvaluation(world.findings, snapshot: world.snapshot, now: world.now)
      for recipient in recipients.map(address) {
        let alone = evaluate(
          world.findings, context: world.context, snapshot: world.snapshot, recipient: recipient, now: world.now)
        #expect(evaluation.decision(for: recipient, context: world.context) == alone, "seed \(seed)")
      }
    }
  }

  /// The JSON of findings, context and decision is what a trace row has, the rest what the store has under the revision.
  @Test("What was stored decides the same again, bit for bit")
  func replay() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    func stored<Value: Codable>(_ value: Value) throws -> Value {
      try JSONDecoder().decode(Value.self, from: try JSONEncoder().encode(value))
    }
    for seed in Self.seeds {
      let world = RandomWorld(seed: seed)
      let decision = world.decision
      var again = world
      again.findings = try stored(world.findings)
      again.context = try stored(world.context)
      again.policies = try stored(world.policies)
      again.entries = try stored(world.entries)
      again.pairs = try stored(world.pairs)
      again.mailbox = try stored(world.mailbox)
      #expect(again.decision == decision, "seed \(seed)")
      #expect(try encoder.encode(again.decision) == encoder.encode(try stored(decision)), "seed \(seed)")
    }
  }

  /// eop-spec §1.3: who stands where another is put moves down with all below it; no number is left out or given twice.
  @Test("Priorities are renumbered as if rules stood in a row")
  func priorities() throws {
    for seed in Self.seeds {
      var random = SplitMix(state: seed)
      var set = PolicySet<AntiSpamPolicy>()
      var expected: [String] = []
      for step in 0..<20 {
        let place = Int.random(in: 0...expected.count, using: &random)
        switch (expected.indices.randomElement(using: &random), random.pick(0, 1, 2)) {
        case (let from?, 0) where place < expected.count:
          try set.move(expected[from], to: place)
          let name = expected.remove(at: from)
          expected.insert(name, at: place)
        case (let from?, 1):
          try set.removeRule(expected.remove(at: from).uppercased())
        default:
          try set.insert(PolicyRule(name: "rule \(step)", policy: "", recipients: RecipientFilter()), priority: place)
          expected.insert("rule \(step)", at: place)
        }
        #expect(set.rules.map(\.name) == expected, "seed \(seed)")
      }
    }
  }
}
