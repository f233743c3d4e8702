import Classification
import FilterPolicy

/// How likely a message is to be phish: a small layer over what the checks noticed, until there is enough data for a model of
/// its own. Weights are logits, set by how often the signals occur in phish and in all other mail, rounded.
enum PhishLayer {
  /// The logit of a message without any of the signals: few messages are phish.
  static let prior = -4.5
  /// What certain spam adds: phish is unwanted in the first place.
  static let spam = 1.5

  static let weights: [String: Double] = [
    // The reader is asked for secrets, or frightened into haste.
    "body.credentials": 2.5, "html.password": 2.5, "attachment.passwordForm": 3.5, "body.extortion": 1, "subject.urgency": 1,
    "html.form": 0.8,
    // The message claims to be from somebody else.
    "header.brandElsewhere": 3, "header.nameIsAddress": 1.8, "text.lookAlikes": 2.5, "url.lookAlike": 3.5,
    // Links lead elsewhere than they say.
    "url.otherAnchor": 1.8, "url.numericIP": 1.5, "url.disguisedIP": 1.5, "url.user": 1, "url.shortener": 1,
    "url.redirector": 1, "url.refresh": 1, "url.enclosed": 2, "code.link": 2,
    // What is meant for the reader is kept from filters.
    "attachment.page": 1, "attachment.smuggling": 3.5, "attachment.obfuscatedScript": 2, "attachment.redirectingPage": 2.5,
    "attachment.encryptedDocument": 1.5, "attachment.scriptedPicture": 2.5, "html.image": 0.8, "text.direction": 1.5,
    "text.zeroWidth": 0.8, "html.mostlyHidden": 0.8,
  ]

  /// 0…1.
  static func probability(signals: [Signal], spamProbability: Double) -> Double {
    let logit = signals.reduce(prior + spam * spamProbability) { $0 + (weights[$1.id] ?? 0) }
    return Logistic.probability(logit)
  }
}
