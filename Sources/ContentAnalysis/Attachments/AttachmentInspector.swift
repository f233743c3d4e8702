import InternetMessage

/// Looks into one attachment, and into what is in it, within the message's budget.
struct AttachmentInspector {
  private(set) var budget: InspectionBudget
  private(set) var traits: [AttachmentTrait: String] = [:]
  private(set) var archive: ArchiveListing?
  /// Links in documents, pages and pictures.
  private(set) var links: [Link] = []
  /// Texts of QR codes.
  private(set) var codes: [String] = []

  init(_ budget: InspectionBudget) {
    self.budget = budget
  }

  /// Whether a file of this kind in an archive is opened.
  static func inspects(_ kind: FileKind) -> Bool {
    switch kind.family {
    case .archive, .document, .page, .diskImage, .message: true
    default: false
    }
  }

  /// Judges the name, the type and the content; the answer is what the content is.
  mutating func inspectAttachment(_ content: [UInt8], part: Part) -> FileKind {
    FileSniffer.kind(of: content)
  }

  /// Keeps the first of each trait.
  mutating func note(_ trait: AttachmentTrait, _ detail: String) {
    if traits[trait] == nil { traits[trait] = detail }
  }
}
