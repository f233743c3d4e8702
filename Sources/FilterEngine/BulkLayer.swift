import Classification
import ContentAnalysis

/// How likely a message is to be mail to many: newsletters, offers, notices of services. A small layer over what such mail says
/// of itself, until there is enough data for a model of its own. Weights are logits.
enum BulkLayer {
  /// The logit of a message that says nothing of the kind.
  static let prior = -4.0

  /// 0…1.
  static func probability(_ content: ContentFacts) -> Double {
    let bulk = content.bulk
    // What goes out over a discussion list was written by one of its members for the others.
    let isDiscussion = bulk.hasListFields && !bulk.hasOneClickUnsubscribe && bulk.feedbackID == nil && bulk.mailer == nil
    let grounds: [(Bool, Double)] = [
      (bulk.unsubscribe != nil, 3), (bulk.hasOneClickUnsubscribe, 2.5), (bulk.feedbackID != nil, 2),
      (bulk.mailer != nil, 2.5), (bulk.precedence == "bulk" || bulk.precedence == "junk", 2),
      (bulk.hasUnsubscribeText, 2), (bulk.listID != nil, 0.5),
      (content.hasHTML && content.structure.imageCount >= 3, 0.8), (bulk.isAutomatic, -1), (isDiscussion, -4),
    ]
    return Logistic.probability(grounds.reduce(prior) { $0 + ($1.0 ? $1.1 : 0) })
  }
}
