import Classification
import ContentAnalysis
import FilterPolicy
import InternetMessage

/// What the classifier adds to the spam score, as signals: its heaviest features one by one, and all others together. They add
/// up to the logit of spam, calibrated together with the signals of the checks, on the scale of the score.
struct ClassifierTerm {
  /// Features listed. More would tell a reader less.
  static let listed = 8

  static let feature = SignalDeclaration("classifier.feature", 0, "The classifier knows this from spam or from honest mail")
  static let rest = SignalDeclaration("classifier.rest", 0, "All else that the classifier looked at, together")

  let signals: [Signal]

  init(_ model: SpamModel, message: Message, content: ContentFacts, extractor: inout FeatureExtractor) {
    let source = FeatureSource(message, content: content)
    let features = extractor.features(of: source)
    let heaviest = model.heaviest(of: features, limit: ClassifierTerm.listed)
    let names = extractor.names(of: heaviest, in: source)
    var signals = zip(heaviest, names).map { contribution, name in
      Signal(
        id: ClassifierTerm.feature.id, weight: contribution.amount, sentence: ClassifierTerm.feature.sentence,
        detail: "\(contribution.view.name): \(name)")
    }
    let term = model.logit(of: features) + SpamScale.midpoint
    signals.append(
      Signal(
        id: ClassifierTerm.rest.id, weight: term - Findings.sum(of: signals), sentence: ClassifierTerm.rest.sentence))
    self.signals = signals
  }
}
