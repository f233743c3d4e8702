extension AttachmentInspector {
  /// Characters of a path that are kept, from its end: the name stands there.
  private static let pathLimit = 255

  /// Looks at a file, and lists it before what it holds. `names` are all it is called by.
  mutating func inspectFile(_ content: [UInt8], name: String, names: [String], sha256: String?, depth: Int) -> FileKind {
    let kind = FileSniffer.kind(of: content)
    let index = files.count
    list(name, names: names, kind: kind, types: FileTypes.types(of: content, kind: kind), sha256: sha256)
    let outer = folder
    folder = AttachmentInspector.bounded(name.isEmpty ? outer : outer + name + "/")
    defer { folder = outer }
    let refined = inspectContent(content, name: name, depth: depth)
    files[index].kind = refined
    return refined
  }

  /// What an archive turned out to be, by what it holds. It is the last file listed that holds those in it.
  mutating func refine(_ index: Int, _ listing: ArchiveListing, kind: FileKind) {
    guard files.indices.contains(index) else { return }
    files[index].contentTypes += FileTypes.types(of: listing, kind: kind)
    files[index].isEncrypted = listing.isEncrypted
  }

  /// A file of an archive that was not opened.
  mutating func list(_ entry: ArchiveListing.Entry, as name: String) {
    list(name, names: [name], kind: entry.kind, types: entry.contentTypes, sha256: entry.sha256)
    files[files.count - 1].isEncrypted = entry.isEncrypted
  }

  private mutating func list(_ name: String, names: [String], kind: FileKind, types: [String], sha256: String?) {
    files.append(
      InspectedFile(
        path: AttachmentInspector.bounded(folder + name), kind: kind, contentTypes: types,
        nameTypes: FileNameFacts.types(of: names), sha256: sha256, isEncrypted: false))
  }

  private static func bounded(_ path: String) -> String {
    let scalars = path.unicodeScalars
    return scalars.count <= pathLimit ? path : "…" + String(scalars.suffix(pathLimit - 1))
  }
}
