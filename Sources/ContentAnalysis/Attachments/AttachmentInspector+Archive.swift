extension AttachmentInspector {
  /// Lists an archive, opens what is in it, and tells what it is by that.
  mutating func inspectArchive(_ content: [UInt8], kind: FileKind, depth: Int) -> FileKind {
    let holder = files.count - 1
    var opened: [Int: [UInt8]] = [:]
    let listing = ArchiveReader.listing(of: content, kind: kind, depth: depth, budget: &budget) { index, content, _ in
      opened[index] = content
    }
    let refined = kind == .zip ? OfficeDocument.kind(of: listing) : kind
    if archive == nil { archive = listing } else { archive?.add(listing) }
    judge(listing, kind: refined, depth: depth)
    refine(holder, listing, kind: refined)
    let isDocument = refined == .officeOpenXML || refined == .openDocument
    for (index, entry) in listing.entries.enumerated() {
      if isDocument {
        inspectOfficePart(entry, opened[index])
      } else {
        openEntry(entry, opened[index], kind: kind, depth: depth)
      }
    }
    return refined
  }

  private mutating func openEntry(_ entry: ArchiveListing.Entry, _ content: [UInt8]?, kind outer: FileKind, depth: Int) {
    let name = unpackedName(entry.name, in: outer)
    guard let content else { return list(entry, as: name) }
    let kind = inspectFile(content, name: name, names: [name], sha256: entry.sha256, depth: depth + 1)
    note(.nestedArchive, if: kind.family == .archive || kind.family == .diskImage, entry.name)
  }

  /// One compressed file has no name inside; unpacked it is called as outside, without the last extension.
  private func unpackedName(_ name: String, in outer: FileKind) -> String {
    guard name == "data", [.gzip, .bzip2, .xz, .zstd, .lz4].contains(outer) else { return name }
    let parts = (folder.split(separator: "/").last ?? "").split(separator: ".")
    return parts.count > 1 ? parts.dropLast().joined(separator: ".") : name
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
  /// Parts are no files of their own, unless they run: an archive with one name of a document's is no document yet.
  private mutating func inspectOfficePart(_ entry: ArchiveListing.Entry, _ content: [UInt8]?) {
    if entry.kind.family.runs || FileNameFacts(entry.name).last?.family.runs == true { list(entry, as: entry.name) }
    guard let content else { return }
    let lower = entry.name.lowercased()
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
