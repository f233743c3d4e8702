import ContentAnalysis
import FilterPolicy

/// What stands between the text as it is written and the text as it is seen.
struct VisibleTextCheck: ScanCheck {
  private let hidden = SignalDeclaration("html.hidden", 0.4, "The HTML hides text from the reader")
  private let mostlyHidden = SignalDeclaration("html.mostlyHidden", 1.5, "The HTML hides more text than it shows")
  private let sameColour = SignalDeclaration("html.sameColour", 1.2, "Text has the colour of its background")
  private let tinyFont = SignalDeclaration("html.tinyFont", 0.8, "Text is too small to be read")
  private let offScreen = SignalDeclaration("html.offScreen", 1, "Text is placed off the screen")
  private let zeroWidth = SignalDeclaration("text.zeroWidth", 1.5, "Characters that cannot be seen stand inside words")
  private let direction = SignalDeclaration(
    "text.direction", 1, "Controls turn the direction of a text that does not need them")
  private let lookAlikes = SignalDeclaration("text.lookAlikes", 2.5, "Words are written with look-alikes of Latin letters")
  private let styled = SignalDeclaration("text.styled", 1, "Words are written in mathematical or enclosed letters")

  var declarations: [SignalDeclaration] {
    [hidden, mostlyHidden, sameColour, tinyFont, offScreen, zeroWidth, direction, lookAlikes, styled]
  }

  /// Ways of hiding that are chosen; titles and comments are hidden by what they are.
  private static let chosen: [HiddenReason] = [
    .notDisplayed, .invisible, .transparent, .tinyFont, .emptyBox, .offScreen, .sameColour,
  ]
  /// Octets of hidden text below which it is an accident, a spacer or a letter.
  private static let leastHidden = 10
  /// Octets below which hidden text is the preview that newsletters hide.
  private static let preview = 400
  /// Words that a slip of the keyboard does not explain.
  private static let leastFolded = 2
  private static let leastStyled = 8
  /// Languages whose writers need the controls.
  private static let rightToLeft: Set<String> = ["ar", "dv", "fa", "he", "iw", "ku", "ps", "sd", "ug", "ur", "yi"]

  func signals(for facts: ScanFacts) -> [Signal] {
    hiding(facts.content.text) + folding(facts.content)
  }

  private func hiding(_ text: VisibleText) -> [Signal] {
    func count(_ reason: HiddenReason) -> Int { text.hiddenOctets[reason] ?? 0 }
    let reasons = VisibleTextCheck.chosen.filter { count($0) >= VisibleTextCheck.leastHidden }
    let total = reasons.reduce(0) { $0 + count($1) }
    func found(_ declaration: SignalDeclaration, _ reason: HiddenReason) -> [Signal] {
      declaration.found(if: count(reason) >= VisibleTextCheck.leastHidden, "\(count(reason)) octets")
    }
    return hidden.found(if: total > 0, reasons.map { $0.name }.joined(separator: ", "))
      + mostlyHidden.found(if: total > VisibleTextCheck.preview && total > text.visible.count, "\(total) octets")
      + found(sameColour, .sameColour) + found(tinyFont, .tinyFont) + found(offScreen, .offScreen)
  }

  private func folding(_ content: ContentFacts) -> [Signal] {
    let folding = content.text.folding
    let isRightToLeft = content.language.map { VisibleTextCheck.rightToLeft.contains($0.code) } ?? false
    return zeroWidth.found(if: folding.zeroWidth >= VisibleTextCheck.leastFolded, "\(folding.zeroWidth)")
      + direction.found(if: folding.bidi > 0 && !isRightToLeft, "\(folding.bidi)")
      + lookAlikes.found(if: folding.confusable >= VisibleTextCheck.leastFolded, "\(folding.confusable)")
      + styled.found(if: folding.styled >= VisibleTextCheck.leastStyled, "\(folding.styled)")
  }
}
