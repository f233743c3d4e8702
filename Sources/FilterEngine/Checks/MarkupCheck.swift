import ContentAnalysis
import FilterPolicy

/// What HTML does that mail does not need.
struct MarkupCheck: ScanCheck {
  private let form = SignalDeclaration("html.form", 1, "The HTML has a form to fill in")
  private let password = SignalDeclaration("html.password", 2.5, "The HTML asks for a password")
  private let script = SignalDeclaration("html.script", 1.5, "The HTML has a script")
  private let frame = SignalDeclaration("html.frame", 1, "The HTML loads another page into itself")
  private let alone = SignalDeclaration("html.only", 0.6, "There is HTML and no plain text beside it")
  private let image = SignalDeclaration("html.image", 1, "The HTML is a picture with hardly any text")
  private let excessive = SignalDeclaration("html.excessive", 1.5, "The HTML has more in it than any reader looks at")

  var declarations: [SignalDeclaration] { [form, password, script, frame, alone, image, excessive] }

  /// Octets of text, blanks left out, below which a picture is the message: two lines.
  private static let fewLetters = 60

  func signals(for facts: ScanFacts) -> [Signal] {
    let content = facts.content
    guard content.hasHTML else { return [] }
    let structure = content.structure
    let isPicture = structure.imageCount > 0 && content.text.visible.count(where: { $0 > 0x20 }) < MarkupCheck.fewLetters
    let isExcessive = !structure.defects.isDisjoint(with: [.tooDeep, .tooManyAttributes, .tooManyLinks])
    return form.found(if: structure.formCount > 0) + password.found(if: structure.passwordFieldCount > 0)
      + script.found(if: structure.scriptCount + structure.handlerCount > 0) + frame.found(if: structure.frameCount > 0)
      + alone.found(if: !content.hasPlainText) + image.found(if: isPicture) + excessive.found(if: isExcessive)
  }
}
