import ContentAnalysis
import FilterPolicy
import InternetMessage

/// What must be seen in a message, a line each: a word that says where to look, and what has to be there.
struct EvasionCase {
  struct Expectation {
    /// As it stands in the file.
    let line: String
    let verb: String
    let value: String
  }

  let expectations: [Expectation]

  init(_ text: String) {
    expectations = text.split(separator: "\n").map { line in
      let verb = EvasionCase.verbs.first { line.hasPrefix($0 + " ") } ?? ""
      return Expectation(line: String(line), verb: verb, value: String(line.dropFirst(verb.count + 1)))
    }
  }

  /// The lines that do not hold.
  func failures(in facts: ContentFacts, signals: [Signal]) -> [String] {
    expectations.filter { !$0.holds(facts, Set(signals.map { $0.id })) }.map { $0.line }
  }

  private static let verbs = [
    "visible has", "visible lacks", "hidden has", "folded", "not folded", "url-host", "url", "signal", "no-signal",
    "attachment",
    "entry", "trait", "defect", "code", "language", "bulk",
  ]
}

extension EvasionCase.Expectation {
  fileprivate func holds(_ facts: ContentFacts, _ signals: Set<String>) -> Bool {
    switch verb {
    case "visible has": text(facts.text.visible).contains(value)
    case "visible lacks": !text(facts.text.visible).contains(value)
    case "hidden has": text(facts.text.hidden).contains(value)
    case "folded": isFolded(facts.text.folding)
    case "not folded": !isFolded(facts.text.folding)
    case "url": facts.links.contains { $0.target.href == value || $0.url.href == value }
    case "url-host": facts.links.contains { $0.target.host == value }
    case "signal": signals.contains(value)
    case "no-signal": !signals.contains(value)
    case "attachment": facts.attachments.contains { "\($0.name ?? "") \($0.kind.rawValue)" == value }
    case "entry": facts.attachments.contains { $0.archive?.entries.contains { $0.name == value } == true }
    case "trait": facts.attachments.contains { attachment in attachment.traits.keys.contains { $0.rawValue == value } }
    case "defect": facts.defects.contains { $0.rawValue == value }
    case "code": facts.codes.contains(value)
    case "language": facts.language?.code == value
    case "bulk": isMarked(facts.bulk)
    default: false
    }
  }

  /// White space of any kind is one space.
  private func text(_ bytes: [UInt8]) -> String {
    String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private func isFolded(_ folding: TextFolding) -> Bool {
    switch value {
    case "zeroWidth": folding.zeroWidth > 0
    case "bidi": folding.bidi > 0
    case "confusable": folding.confusable > 0
    case "styled": folding.styled > 0
    default: false
    }
  }

  private func isMarked(_ bulk: BulkFacts) -> Bool {
    switch value {
    case "list": bulk.listID != nil
    case "oneClick": bulk.hasOneClickUnsubscribe
    case "mailer": bulk.mailer != nil
    default: false
    }
  }
}
