/// The order in which the messages of several corpora are learnt: each corpus in its own order, spread evenly over the whole.
/// One after the other, the last would count most.
struct TrainingOrder {
  /// A corpus smaller than this share of the largest is learnt several times over: it may be the only one of its kind.
  static let leastShare = 1.0 / 16
  /// Times at most: what is known from a handful of messages is not to be trusted further.
  static let repeatLimit = 10

  let messages: [LabelledEvidence]

  init(_ corpora: [[LabelledEvidence]]) {
    let largest = corpora.map(\.count).max() ?? 0
    var places: [(position: Double, corpus: Int, message: Int)] = []
    for (number, corpus) in corpora.enumerated() where !corpus.isEmpty {
      let wanted = Double(largest) * TrainingOrder.leastShare / Double(corpus.count)
      let count = corpus.count * min(max(Int(wanted.rounded(.up)), 1), TrainingOrder.repeatLimit)
      for turn in 0..<count {
        places.append(((Double(turn) + 0.5) / Double(count), number, turn % corpus.count))
      }
    }
    places.sort { ($0.position, $0.corpus) < ($1.position, $1.corpus) }
    messages = places.map { corpora[$0.corpus][$0.message] }
  }
}
