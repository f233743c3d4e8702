import ContentAnalysis
import FilterPolicy

/// Mail to many: how it says so, and whether it offers a way out.
struct BulkCheck: ScanCheck {
  private let list = SignalDeclaration("bulk.list", -0.3, "The message names the mailing list it came through")
  private let oneClick = SignalDeclaration("bulk.oneClick", -0.3, "One click is enough to be taken off the list")
  private let noWayOut = SignalDeclaration("bulk.noWayOut", 1, "The message is marked as mail to many and offers no way out")

  var declarations: [SignalDeclaration] { [list, oneClick, noWayOut] }

  func signals(for facts: ScanFacts) -> [Signal] {
    let bulk = facts.content.bulk
    let isMarked = bulk.mailer != nil || bulk.feedbackID != nil || bulk.precedence == "bulk"
    let hasWayOut = bulk.unsubscribe != nil || bulk.hasUnsubscribeText || bulk.listID != nil
    return list.found(if: bulk.listID != nil, bulk.listID)
      + oneClick.found(if: bulk.hasOneClickUnsubscribe)
      + noWayOut.found(if: isMarked && !hasWayOut && !bulk.isAutomatic, bulk.mailer ?? bulk.precedence)
  }
}
