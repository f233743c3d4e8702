import Classification
import Testing

@testable import FilterEngine

struct TrainingOrderTests {
  private func corpus(_ label: MessageLabel, _ count: Int) -> [LabelledEvidence] {
    Array(repeating: LabelledEvidence(MessageEvidence(FeatureSet()), label: label), count: count)
  }

  @Test("A small corpus is repeated, at most ten times, and stands evenly among the others")
  func spread() {
    let order = TrainingOrder([corpus(.ham, 1600), corpus(.spam, 20), corpus(.phish, 1), []]).messages.map(\.label)
    #expect(order.count { $0 == .ham } == 1600)
    #expect(order.count { $0 == .spam } == 100)
    #expect(order.count { $0 == .phish } == 10)
    let halves = [order.prefix(order.count / 2), order.suffix(order.count / 2)]
    for half in halves { #expect((49...51).contains(half.count { $0 == .spam })) }
  }
}
