import ContentAnalysis
import FilterPolicy

/// Attachments: what they are, what they pretend to be, what is in them.
struct AttachmentCheck: ScanCheck {
  /// A trait and what it says. Several traits may be one signal: it is found once.
  private struct Rule {
    let traits: [AttachmentTrait]
    let declaration: SignalDeclaration

    init(_ traits: AttachmentTrait..., id: String, weight: Double, _ sentence: String) {
      self.traits = traits
      declaration = SignalDeclaration("attachment." + id, weight, sentence)
    }
  }

  private static let rules: [Rule] = [
    Rule(.program, .programName, id: "executable", weight: 4, "An attachment is a program"),
    Rule(.script, id: "script", weight: 3.5, "An attachment is a script"),
    Rule(.shortcut, id: "shortcut", weight: 3, "An attachment is a shortcut to a program or an address"),
    Rule(.diskImage, id: "diskImage", weight: 2.5, "An attachment is a disk image"),
    Rule(.archivedProgram, id: "archivedProgram", weight: 3.5, "An attachment holds a program or a script"),
    Rule(.doubleExtension, id: "disguised", weight: 3, "An attachment hides what runs behind another extension"),
    Rule(.directionOverride, id: "directionOverride", weight: 4, "The name of an attachment is turned around"),
    Rule(.paddedName, id: "paddedName", weight: 2.5, "The extension of an attachment is pushed out of sight"),
    Rule(.twoNames, id: "twoNames", weight: 1.5, "An attachment has two names with different extensions"),
    Rule(.mismatch, id: "mismatch", weight: 2.5, "The content of an attachment is more dangerous than its name or type says"),
    Rule(.page, id: "page", weight: 1.2, "An attachment is a web page"),
    Rule(.smuggling, id: "smuggling", weight: 4, "A page attached puts a file together and hands it to the reader"),
    Rule(.obfuscatedScript, id: "obfuscatedScript", weight: 2.5, "A page attached has a script that hides what it does"),
    Rule(.passwordForm, id: "passwordForm", weight: 3, "A page attached asks for a password"),
    Rule(.redirectingPage, id: "redirectingPage", weight: 2, "A page attached leads elsewhere by itself"),
    Rule(.scriptedPicture, id: "scriptedPicture", weight: 3.5, "A drawing attached holds a script"),
    Rule(.macros, id: "macros", weight: 1.5, "A document attached holds macros"),
    Rule(.autoMacros, id: "autoMacros", weight: 2, "A document attached holds macros that run when it is opened"),
    Rule(.remoteTemplate, id: "remoteTemplate", weight: 3, "A document attached fetches a part of itself from elsewhere"),
    Rule(.embeddedObject, id: "embeddedObject", weight: 0.8, "A document attached holds another file"),
    Rule(.pdfScript, id: "pdfScript", weight: 1.5, "A PDF attached holds a script"),
    Rule(.pdfLaunch, id: "pdfLaunch", weight: 3, "A PDF attached starts a program"),
    Rule(.pdfOpenAction, id: "pdfOpenAction", weight: 1, "A PDF attached acts as soon as it is opened"),
    Rule(
      .encryptedArchive, id: "encryptedArchive", weight: 1.5,
      "An archive attached is encrypted, so that no filter can look inside"),
    Rule(.encryptedDocument, id: "encryptedDocument", weight: 1, "A document attached is encrypted"),
    Rule(.nestedArchive, id: "nestedArchive", weight: 1, "An archive attached holds another archive"),
    Rule(.archiveBomb, id: "archiveBomb", weight: 3, "An archive attached is far larger or deeper than it seems"),
    Rule(.damagedArchive, id: "damagedArchive", weight: 0.6, "An archive attached is damaged"),
  ]

  var declarations: [SignalDeclaration] { AttachmentCheck.rules.map { $0.declaration } }

  func signals(for facts: ScanFacts) -> [Signal] {
    let attachments = facts.content.attachments
    guard !attachments.isEmpty else { return [] }
    return AttachmentCheck.rules.flatMap { rule in
      let details = rule.traits.lazy.compactMap { trait in attachments.lazy.compactMap { $0.traits[trait] }.first }
      return details.first.map { [rule.declaration.found($0)] } ?? []
    }
  }
}
