import InternetMessage

/// Looks into one attachment, and into what is in it, within the message's budget.
struct AttachmentInspector {
  /// Links kept of one attachment.
  static let linkLimit = 100

  var budget: InspectionBudget
  private(set) var traits: [AttachmentTrait: String] = [:]
  var archive: ArchiveListing?
  /// Links in documents, pages and pictures.
  private(set) var links: [Link] = []
  /// Texts of QR codes.
  private(set) var codes: [String] = []
  /// The attachment itself first, then what is in it, in order.
  var files: [InspectedFile] = []
  /// Where the next files lie: the names of the archives around them.
  var folder = ""

  init(_ budget: InspectionBudget) {
    self.budget = budget
  }

  /// Whether a file of this kind in an archive is opened.
  static func inspects(_ kind: FileKind) -> Bool {
    switch kind.family {
    case .archive, .document, .page, .diskImage, .message, .shortcut: true
    default: false
    }
  }

  /// Judges name, type and content of a part; the answer is what the content is.
  mutating func inspect(_ content: [UInt8], part: Part) -> FileKind {
    let name = FileNameFacts(part.fileName ?? "")
    let names = [part.fileName, part.parameters["name"]].compactMap { $0 }
    let kind = inspectFile(
      content, name: part.fileName ?? "", names: names, sha256: ContentDigest.sha256(content), depth: 1)
    judgeName(name, text: part.fileName ?? "", kind: kind)
    judgeType(part, name: name, kind: kind)
    return kind
  }

  /// Looks at `content`, which lies `depth` − 1 archives deep; the answer is what it is.
  mutating func inspectContent(_ content: [UInt8], name: String, depth: Int) -> FileKind {
    var kind = FileSniffer.kind(of: content)
    switch kind {
    case .zip, .sevenZip, .rar, .gzip, .bzip2, .xz, .zstd, .lz4, .tar, .cabinet, .lha, .isoImage:
      kind = inspectArchive(content, kind: kind, depth: depth)
    case .compoundFile: inspectCompoundFile(content, name: name)
    case .pdf: inspectPDF(content)
    case .rtf: inspectRTF(content)
    case .oneNote: inspectOneNote(content)
    case .html: inspectPage(content, name: name)
    case .svg: inspectPicture(content, name: name)
    case .message: inspectMessage(content, depth: depth)
    case .tnef: inspectTNEF(content, depth: depth)
    case .text, .shortcut: inspectShortcut(content, name: name, kind: kind)
    case .calendar: add(URLFinder.links(inCalendar: content, limit: AttachmentInspector.linkLimit))
    case .png, .jpeg, .gif: readCodes(content, kind: kind)
    default: break
    }
    noteKind(kind, name: name, depth: depth)
    return kind
  }

  /// Keeps the first of each trait.
  mutating func note(_ trait: AttachmentTrait, _ detail: @autoclosure () -> String) {
    if traits[trait] == nil { traits[trait] = detail() }
  }

  mutating func note(_ trait: AttachmentTrait, if condition: Bool, _ detail: @autoclosure () -> String) {
    if condition { note(trait, detail()) }
  }

  mutating func add(_ more: [Link]) {
    links.append(contentsOf: more.prefix(max(0, AttachmentInspector.linkLimit - links.count)))
  }

  mutating func add(codes more: [String]) {
    codes.append(contentsOf: more)
  }
}

extension AttachmentInspector {
  /// What the content is by itself. In an archive only what runs is worth a word; the rest came to be unpacked.
  private mutating func noteKind(_ kind: FileKind, name: String, depth: Int) {
    if depth > 1 { return note(.archivedProgram, if: kind.family.runs, name) }
    switch kind.family {
    case .program: note(.program, name.isEmpty ? kind.rawValue : name)
    case .script: note(.script, name)
    case .shortcut: note(.shortcut, name)
    case .diskImage: note(.diskImage, name)
    default: break
    }
  }

  private mutating func judgeName(_ name: FileNameFacts, text: String, kind: FileKind) {
    note(.directionOverride, if: name.hasDirectionMark, text)
    note(.doubleExtension, if: name.isDoubled, text)
    note(.paddedName, if: name.isPadded, text)
    switch name.last?.family {
    case .program: note(.programName, text)
    case .script: note(.script, text)
    case .shortcut: note(.shortcut, text)
    case .diskImage: note(.diskImage, text)
    case .page: note(.page, text)
    default: note(.page, if: kind == .html, text)
    }
  }

  /// A name, or a type, that says less than what the content does.
  private mutating func judgeType(_ part: Part, name: FileNameFacts, kind: FileKind) {
    let named = part.parameters["name"]
    note(.twoNames, if: AttachmentInspector.differ(named, part.fileName), "\(named ?? "") / \(part.fileName ?? "")")
    guard kind.family.runs || kind.family == .page || kind.family == .archive || kind.family == .diskImage else { return }
    if let claimed = name.last?.family, AttachmentInspector.isHarmless(claimed, beside: kind) {
      return note(.mismatch, "\(part.fileName ?? "") is \(kind.rawValue)")
    }
    let declared = part.contentType.prefix { $0 != "/" }
    note(
      .mismatch, if: ["image", "audio", "video"].contains(declared) && kind != .svg && kind.family != .recording,
      "\(part.contentType) is \(kind.rawValue)")
  }

  /// Two names that end in two extensions: filters look at the one, mail programs at the other.
  private static func differ(_ left: String?, _ right: String?) -> Bool {
    guard let left, let right else { return false }
    return FileNameFacts(left).extensions.last != FileNameFacts(right).extensions.last
  }

  /// Whether a name promises something tamer than the content is. Word opens pages and archives that are called `.doc`, and
  /// many a program writes its tables as pages called `.xls`.
  private static func isHarmless(_ claimed: FileFamily, beside kind: FileKind) -> Bool {
    switch claimed {
    case .picture, .recording, .text: true
    case .document: kind.family.runs || kind.family == .diskImage || kind == .rar || kind == .sevenZip
    default: false
    }
  }
}
