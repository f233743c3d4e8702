import FilterPolicy

/// One check, or a small family of them: looks at the facts and says what it noticed.
protocol ScanCheck: Sendable {
  /// Everything the check can say, each with its weight: what the manual lists.
  var declarations: [SignalDeclaration] { get }

  func signals(for facts: ScanFacts) -> [Signal]
}

/// A signal before it is found in a message.
struct SignalDeclaration: Sendable {
  let id: String
  let weight: Double
  let sentence: String

  init(_ id: String, _ weight: Double, _ sentence: String) {
    self.id = id
    self.weight = weight
    self.sentence = sentence
  }

  func found(_ detail: String? = nil) -> Signal {
    Signal(id: id, weight: weight, sentence: sentence, detail: detail)
  }

  /// One signal where the condition holds, none elsewhere.
  func found(if condition: Bool, _ detail: @autoclosure () -> String? = nil) -> [Signal] {
    condition ? [found(detail())] : []
  }
}
