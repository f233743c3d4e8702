import GatewayStorage
import MailTypes
import Testing

@testable import MailQueue

@Suite struct GroupCommitTests {
  @Test("What arrives while one transaction runs shares the next one")
  func groups() async throws {
    let bench = try QueueBench()
    let gate = Gate()
    bench.store.hold(at: gate)
    try await withThrowingTaskGroup { group in
      group.addTask { try await bench.queue.accept(try QueueBench.acceptance()) }
      await bench.settle { await gate.arrivals == 1 }
      for _ in 0..<100 { group.addTask { try await bench.queue.accept(try QueueBench.acceptance()) } }
      await bench.settle { bench.queue.committer.waitingCount == 100 }
      await gate.open()
      try await group.waitForAll()
    }
    #expect(bench.store.transactions == [2, 200])
    #expect(try await bench.queue.counts().scheduled == 101)
  }

  @Test("What nobody waits for rides along with what somebody waits for, and goes alone where nothing comes")
  func patience() async throws {
    let bench = try QueueBench()
    let gate = Gate()
    bench.store.hold(at: gate)
    let committer = bench.queue.committer
    try await withThrowingTaskGroup { group in
      group.addTask { try await committer.commit([.makeDue(nextHop: nil, time: 1)], isPatient: true) }
      // Nothing else came: it goes alone.
      await bench.settle { await gate.arrivals == 1 }
      group.addTask { try await committer.commit([.makeDue(nextHop: nil, time: 2)], isPatient: true) }
      group.addTask { try await bench.queue.accept(try QueueBench.acceptance()) }
      await bench.settle { committer.waitingCount == 2 }
      await gate.open()
      try await group.waitForAll()
    }
    #expect(bench.store.transactions == [1, 3])
  }

  @Test("A group is bounded")
  func bounds() async throws {
    let bench = try QueueBench()
    let gate = Gate()
    bench.store.hold(at: gate)
    try await withThrowingTaskGroup { group in
      group.addTask { try await bench.queue.accept(try QueueBench.acceptance()) }
      await bench.settle { await gate.arrivals == 1 }
      for _ in 0..<599 { group.addTask { try await bench.queue.accept(try QueueBench.acceptance()) } }
      await bench.settle { bench.queue.committer.waitingCount == 599 }
      await gate.open()
      try await group.waitForAll()
    }
    #expect(bench.store.transactions.allSatisfy { $0 <= GroupCommitter.groupLimit })
    #expect(bench.store.transactions.reduce(0, +) == 1200)
  }

  @Test("A failed write refuses everyone in it, and intake until a write succeeds")
  func failure() async throws {
    let bench = try QueueBench()
    try await bench.serving {
      bench.store.fail(StoreError(.inputOutput, "disk full"))
      for _ in 0..<2 {
        await #expect { try await bench.queue.accept(try QueueBench.acceptance()) } throws: {
          ($0 as? QueueError)?.refusal.reply.description.hasPrefix("451 4.3.0") ?? false
        }
      }
      #expect(bench.queue.intakeRefusal()?.reply.code == 451)
      bench.store.fail(nil)
      await bench.pass(seconds: 5) { bench.queue.intakeRefusal() == nil }
      try await bench.queue.accept(try QueueBench.acceptance())
      await bench.settle { bench.relay.deliveries.count == 1 }
    }
    #expect(try await bench.queue.counts() == QueueCounts())
  }

  @Test("A statement the database refuses fails its own message only")
  func refusedStatement() async throws {
    let bench = try QueueBench()
    let twice = try QueueBench.acceptance()
    try await bench.queue.accept(twice)
    let gate = Gate()
    bench.store.hold(at: gate)
    let outcomes = try await withThrowingTaskGroup { group in
      group.addTask { (try? await bench.queue.accept(try QueueBench.acceptance())) != nil }
      await bench.settle { await gate.arrivals == 1 }
      group.addTask { (try? await bench.queue.accept(try QueueBench.acceptance())) != nil }
      group.addTask { (try? await bench.queue.accept(twice)) != nil }
      await bench.settle { bench.queue.committer.waitingCount == 2 }
      await gate.open()
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(outcomes.count { $0 } == 2 && outcomes.count == 3)
    #expect(bench.queue.intakeRefusal() == nil)
  }

  @Test("A delivery that happened is committed when the store writes again, not repeated")
  func outcomeSurvivesFailure() async throws {
    let bench = try QueueBench()
    try await bench.serving {
      bench.relay.answer { delivery in
        bench.store.fail(StoreError(.inputOutput, "disk full"))
        return ScriptedRelay.all(.delivered(.ok, relay: "mx"), delivery)
      }
      try await bench.queue.accept(try QueueBench.acceptance())
      await bench.settle { bench.queue.intakeRefusal() != nil }
      bench.store.fail(nil)
      try await bench.pass(seconds: 5) { try await bench.queue.counts().scheduled == 0 }
      #expect(bench.relay.deliveries.count == 1)
    }
    #expect(try await bench.queue.counts() == QueueCounts())
  }
}
