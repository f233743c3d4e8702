import ContentAnalysis
import FilterPolicy
import InternetMessage

/// The form of the message's parts: what programs that send honest mail do not get wrong.
struct StructureCheck: ScanCheck {
  private let tricks = SignalDeclaration("mime.ambiguous", 2, "The parts of the message can be read in two ways")
  private let broken = SignalDeclaration("mime.broken", 0.8, "The parts of the message are not formed as mail requires")
  private let endless = SignalDeclaration("mime.excessive", 2, "The message has more or deeper parts than are looked at")

  var declarations: [SignalDeclaration] { [tricks, broken, endless] }

  /// What lets one program see what another does not.
  private static let ambiguous: Set<Defect.Kind> = [.repeatedContentField, .encodedMultipart, .nulOctet]
  private static let excessive: Set<Defect.Kind> = [.tooDeep, .tooManyParts, .tooManyFields, .headerTooLong]
  private static let malformed: Set<Defect.Kind> = [
    .missingEnd, .missingBoundary, .boundaryNotFound, .invalidContentType, .unknownTransferEncoding, .unknownCharset,
  ]

  func signals(for facts: ScanFacts) -> [Signal] {
    func first(_ declaration: SignalDeclaration, _ kinds: Set<Defect.Kind>) -> [Signal] {
      let found = facts.content.defects.filter { kinds.contains($0) }
      return declaration.found(if: !found.isEmpty, found.map { $0.rawValue }.joined(separator: ", "))
    }
    return first(tricks, StructureCheck.ambiguous) + first(broken, StructureCheck.malformed)
      + first(endless, StructureCheck.excessive)
  }
}
