extension AttachmentInspector {
  /// Lists an archive, opens what is in it, and tells what it is by that.
  mutating func inspectArchive(_ content: [UInt8], kind: FileKind, depth: Int) -> FileKind {
    var nested: [(name: String, content: [UInt8])] = []
    let listing = ArchiveReader.listing(of: content, kind: kind, depth: depth, budget: &budget) { entry, content, _ in
      nested.append((entry.name, content))
    }
    let refined = kind == .zip ? OfficeDocument.kind(of: listing) : kind
    if archive == nil { archive = listing } else { archive?.add(listing) }
    judge(listing, kind: refined, depth: depth)
    for file in nested {
      if refined == .officeOpenXML || refined == .openDocument {
        inspectOfficePart(file.content, name: file.name)
      } else {
        openEntry(file.content, name: file.name, depth: depth)
      }
    }
    return refined
  }

  private mutating func openEntry(_ content: [UInt8], name: String, depth: Int) {
    let kind = inspectContent(content, name: name, depth: depth + 1)
    note(.nestedArchive, if: kind.family == .archive || kind.family == .diskImage, name)
  }

  private mutating func judge(_ listing: ArchiveListing, kind: FileKind, depth: Int) {
    note(.encryptedArchive, if: listing.isEncrypted, listing.entries.first { $0.isEncrypted }?.name ?? kind.rawValue)
    note(.damagedArchive, if: listing.isDamaged, kind.rawValue)
    let isBomb = listing.exceeded.contains(.ratio) || listing.exceeded.contains(.depth)
    note(.archiveBomb, if: isBomb, listing.exceeded.map { $0.rawValue }.sorted().joined(separator: ", "))
    if kind == .officeOpenXML || kind == .openDocument { return judgeOfficeNames(listing) }
    guard kind != .javaArchive else { return }
    for entry in listing.entries {
      let name = FileNameFacts(entry.name)
      let runs = entry.kind.family.runs || name.last?.family.runs == true
      note(.archivedProgram, if: runs, entry.name)
      note(.directionOverride, if: name.hasDirectionMark, entry.name)
      note(.doubleExtension, if: name.isDoubled, entry.name)
      note(.page, if: depth == 1 && name.last?.family == .page && listing.entries.count == 1, entry.name)
    }
  }

  private mutating func judgeOfficeNames(_ listing: ArchiveListing) {
    for entry in listing.entries {
      let lower = entry.name.lowercased()
      note(.macros, if: OfficeDocument.isMacros(lower), entry.name)
      note(.embeddedObject, if: OfficeDocument.isObject(lower), entry.name)
    }
  }

  /// A part of an office document: its relations to the outside, or its macros.
  private mutating func inspectOfficePart(_ content: [UInt8], name: String) {
    let lower = name.lowercased()
    if lower.hasSuffix(".rels"), let target = OfficeDocument.fetchedTarget(in: content) {
      note(.remoteTemplate, target)
      if let url = WebURL(target) { add([Link(text: target, url: url, origin: .embedded)]) }
    }
    if OfficeDocument.isMacros(lower) { noteAutoMacros(content) }
  }

  /// MS-OVBA §2.4.1 compresses the source of macros, but leaves the first use of each name readable as a rule.
  mutating func noteAutoMacros(_ content: [UInt8]) {
    let lower = ByteSearch.lowercased(content)
    let found = AttachmentInspector.autoNames.first { ByteSearch.contains(Array($0.utf8), in: lower) }
    if let found { note(.autoMacros, found) }
  }

  /// Names of macros that office programs run by themselves.
  private static let autoNames = [
    "autoopen", "auto_open", "document_open", "workbook_open", "autoexec", "auto_close", "autoclose", "document_close",
    "workbook_activate", "document_new",
  ]
}

extension ArchiveListing {
  /// Adds what an archive in this one holds.
  mutating func add(_ nested: ArchiveListing) {
    entries += nested.entries
    isEncrypted = isEncrypted || nested.isEncrypted
    isDamaged = isDamaged || nested.isDamaged
    exceeded.formUnion(nested.exceeded)
  }
}
