import FilterPolicy

/// The test string by which administrators of any filter find out whether it is at work.
struct TestStringCheck: ScanCheck {
  private let gtube = SignalDeclaration("test.gtube", 1000, "The message holds the test string for spam filters (GTUBE)")

  var declarations: [SignalDeclaration] { [gtube] }

  private static let matcher = PhraseMatcher(
    [["xjs*c4jdbqadn1.nsbn3*2idnen*gtube-standard-anti-ube-test-email*c.34x"]], wholeWords: false)

  func signals(for facts: ScanFacts) -> [Signal] {
    let match = TestStringCheck.matcher.firstMatches(in: facts.message.text, groupCount: 1)
    return gtube.found(if: match.first != .some(nil))
  }
}
