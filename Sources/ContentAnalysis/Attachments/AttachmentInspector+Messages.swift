import InternetMessage

extension AttachmentInspector {
  /// Outlook's wrapping: its files are as good as attached.
  mutating func inspectTNEF(_ content: [UInt8], depth: Int) {
    let reader = TNEFReader(content)
    var listing = ArchiveListing()
    listing.isDamaged = reader.isDamaged
    for file in reader.files {
      listing.entries.append(inspectInner(file.content, name: file.name, depth: depth))
    }
    if archive == nil { archive = listing } else { archive?.add(listing) }
  }

  /// A message as a file (`.eml`, and the `.mht` of saved pages): its parts are looked into like files in an archive.
  mutating func inspectMessage(_ content: [UInt8], depth: Int) {
    guard depth < InspectionBudget.depthLimit else { return note(.archiveBomb, ArchiveListing.Limit.depth.rawValue) }
    let message = Message(content)
    var listing = ArchiveListing()
    for part in message.leaves where budget.entries > 0 {
      budget.entries -= 1
      guard part.isAttachment || part.contentType == "text/html" else { continue }
      let limit = min(InspectionBudget.entryReadLimit, max(0, budget.unpacked))
      let file = message.decodedBody(part, limit: limit)
      budget.unpacked -= file.count
      listing.entries.append(inspectInner(file, name: part.fileName ?? "", depth: depth))
    }
    if archive == nil { archive = listing } else { archive?.add(listing) }
  }

  private mutating func inspectInner(_ content: [UInt8], name: String, depth: Int) -> ArchiveListing.Entry {
    let kind = inspectFile(content, name: name, names: [name], sha256: ContentDigest.sha256(content), depth: depth + 1)
    let facts = FileNameFacts(name)
    note(.archivedProgram, if: facts.last?.family.runs == true, name)
    note(.doubleExtension, if: facts.isDoubled, name)
    note(.directionOverride, if: facts.hasDirectionMark, name)
    return ArchiveListing.Entry(name: name, size: content.count, isEncrypted: false, kind: kind, depth: depth)
  }
}
