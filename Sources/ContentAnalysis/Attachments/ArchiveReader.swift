import CArchive

/// Lists an archive, and hands what is worth opening in it to `open`.
struct ArchiveReader {
  private let kind: FileKind
  private let depth: Int
  private let packedSize: Int
  /// An office document: nothing but its relations, macros and objects is unpacked.
  private let isDocument: Bool
  private var listing = ArchiveListing()
  private var unpackedSize = 0

  /// `depth` is 1 for an attachment, 2 for an archive in it. `open` gets each entry that is worth inspecting, whole up to
  /// `InspectionBudget.entryReadLimit`.
  static func listing(
    of content: [UInt8], kind: FileKind, depth: Int, budget: inout InspectionBudget,
    open: (ArchiveListing.Entry, [UInt8], inout InspectionBudget) -> Void
  ) -> ArchiveListing {
    guard depth <= InspectionBudget.depthLimit else { return ArchiveListing(exceeding: .depth) }
    var reader = ArchiveReader(content, kind: kind, depth: depth)
    content.withUnsafeBytes { bytes in
      ArchiveLocale.use { reader.read(bytes, &budget, open) }
    }
    return reader.listing
  }

  private init(_ content: [UInt8], kind: FileKind, depth: Int) {
    self.kind = kind
    self.depth = depth
    packedSize = content.count
    isDocument = kind == .zip && OfficeDocument.looksLikeOne(content)
  }

  private mutating func read(
    _ bytes: UnsafeRawBufferPointer, _ budget: inout InspectionBudget,
    _ open: (ArchiveListing.Entry, [UInt8], inout InspectionBudget) -> Void
  ) {
    guard let handle = ArchiveHandle(bytes, kind: kind) else { return listing.isDamaged = true }
    while true {
      switch handle.next() {
      case .end: return finish(handle)
      case .failed:
        finish(handle)
        listing.isDamaged = !listing.isEncrypted
        return
      case .entry(let entry):
        guard budget.entries > 0 else { return stop(.entries) }
        budget.entries -= 1
        guard visit(entry, handle, &budget, open) else { return }
      }
    }
  }

  private mutating func finish(_ handle: borrowing ArchiveHandle) {
    if handle.hasEncryptedEntries { listing.isEncrypted = true }
  }

  private mutating func stop(_ limit: ArchiveListing.Limit) {
    listing.exceeded.insert(limit)
  }

  /// False where the rest is not to be read.
  private mutating func visit(
    _ header: OpaquePointer, _ handle: borrowing ArchiveHandle, _ budget: inout InspectionBudget,
    _ open: (ArchiveListing.Entry, [UInt8], inout InspectionBudget) -> Void
  ) -> Bool {
    let name = archive_entry_pathname(header).map { String(cString: $0) } ?? ""
    let size = archive_entry_size_is_set(header) != 0 ? Int(exactly: archive_entry_size(header)) : nil
    let isEncrypted = archive_entry_is_encrypted(header) != 0
    if isEncrypted { listing.isEncrypted = true }
    // Folders and links have no content to look at.
    let isFile = archive_entry_filetype(header) == UInt32(S_IFREG)
    let isRead = isFile && !isEncrypted && isWorthReading(name)
    let start = isRead ? handle.read(min(FileSniffer.windowLimit, max(0, budget.unpacked))) : []
    budget.unpacked -= start.count
    let entry = ArchiveListing.Entry(
      name: name, size: size, isEncrypted: isEncrypted, kind: FileSniffer.kind(of: start), depth: depth)
    if isFile { listing.entries.append(entry) }
    let isWithin = count(max(size ?? 0, start.count), &budget)
    if isWithin, !start.isEmpty, AttachmentInspector.inspects(entry.kind) || isDocument {
      let rest = start.count < FileSniffer.windowLimit ? 0 : InspectionBudget.entryReadLimit - start.count
      let more = handle.read(max(0, min(rest, budget.unpacked)))
      budget.unpacked -= more.count
      open(entry, start + more, &budget)
    }
    return isWithin && hasRoom(budget)
  }

  /// Of a document only the parts that can do harm are unpacked.
  private func isWorthReading(_ name: String) -> Bool { !isDocument || OfficeDocument.isActivePart(name) }

  /// Counts an entry against the ratio; where the format has to be unpacked to get past an entry, against the budget too.
  private mutating func count(_ size: Int, _ budget: inout InspectionBudget) -> Bool {
    unpackedSize = unpackedSize.addingReportingOverflow(max(0, size)).overflow ? Int.max : unpackedSize + max(0, size)
    if unpackedSize > InspectionBudget.bombSize, unpackedSize / InspectionBudget.ratioLimit > packedSize { stop(.ratio) }
    if kind != .zip && kind != .isoImage {
      budget.unpacked = max(0, budget.unpacked.subtractingReportingOverflow(size).partialValue)
    }
    return kind == .zip || !listing.exceeded.contains(.ratio)
  }

  private mutating func hasRoom(_ budget: InspectionBudget) -> Bool {
    if budget.unpacked <= 0 { stop(.unpackedSize) }
    return budget.unpacked > 0
  }
}

extension ArchiveListing {
  init(exceeding limit: Limit) {
    exceeded = [limit]
  }
}
