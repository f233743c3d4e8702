import ContentAnalysis
import FilterPolicy

/// QR codes: links that are read by a telephone, past every filter of the machine that shows them.
struct CodeCheck: ScanCheck {
  private let link = SignalDeclaration("code.link", 1.5, "A QR code in the message holds a link")

  var declarations: [SignalDeclaration] { [link] }

  func signals(for facts: ScanFacts) -> [Signal] {
    facts.content.links.first { $0.origin == .code }.map { [link.found($0.url.href)] } ?? []
  }
}
