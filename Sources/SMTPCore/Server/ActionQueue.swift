/// Actions made but not yet handed out; seldom more than three.
struct ActionQueue: Sendable {
  private var actions: [SMTPServerSession.Action] = []
  private var next = 0

  mutating func append(_ action: SMTPServerSession.Action) {
    actions.append(action)
  }

  mutating func popFirst() -> SMTPServerSession.Action? {
    guard next < actions.count else { return nil }
    defer {
      next += 1
      if next == actions.count {
        actions.removeAll(keepingCapacity: actions.capacity <= 4)
        next = 0
      }
    }
    return actions[next]
  }
}
