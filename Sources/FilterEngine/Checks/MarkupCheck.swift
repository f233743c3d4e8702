import FilterPolicy

/// What HTML does to hide or to run: by the words of its source, until it is read as a browser does.
struct MarkupCheck: ScanCheck {
  private let hidden = SignalDeclaration("html.hidden", 1.2, "The HTML hides text from the reader")
  private let form = SignalDeclaration("html.form", 1, "The HTML has a form to fill in")
  private let script = SignalDeclaration("html.script", 1.5, "The HTML has a script")
  private let frame = SignalDeclaration("html.frame", 1, "The HTML loads another page into itself")
  private let alone = SignalDeclaration("html.only", 0.6, "There is HTML and no plain text beside it")
  private let image = SignalDeclaration("html.image", 1, "The HTML is a picture with hardly any text")

  var declarations: [SignalDeclaration] { [hidden, form, script, frame, alone, image] }

  private static let matcher = PhraseMatcher([
    [
      "font-size:0", "font-size: 0", "visibility:hidden", "visibility: hidden", "display:none", "display: none",
      "text-indent:-9",
    ],
    ["<form"], ["<script", "javascript:", "vbscript:"], ["<iframe", "<frame", "<object", "<embed"], ["<img"],
  ])

  /// Octets of text below which a picture is the message.
  private static let fewWords = 100

  func signals(for facts: ScanFacts) -> [Signal] {
    let message = facts.message
    guard !message.markup.isEmpty else { return [] }
    let found = MarkupCheck.matcher.firstMatches(in: message.markup, groupCount: 5).map { $0 != nil }
    let letters = message.text.count { $0 > 0x20 }
    return hidden.found(if: found[0]) + form.found(if: found[1]) + script.found(if: found[2]) + frame.found(if: found[3])
      + alone.found(if: !message.hasPlainText)
      + image.found(if: found[4] && letters < MarkupCheck.fewWords)
  }
}
