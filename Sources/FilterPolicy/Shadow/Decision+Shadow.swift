extension Decision {
  /// What is done where this decision is only to be looked at: the copy is delivered as it came.
  public var withoutEffect: Decision {
    var decision = self
    decision.action = .deliver
    decision.rejection = nil
    decision.redirectTo = []
    decision.copyTo = nil
    decision.subjectPrefix = nil
    decision.banner = nil
    decision.subjectTag = nil
    decision.isJunk = false
    decision.headers = []
    decision.quarantineExpires = nil
    decision.quarantineTag = nil
    return decision
  }
}
