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
  /// The usual way found nothing.
  private var isPlain = false

  /// `depth` is 1 for an attachment, 2 for an archive in it. `open` gets the index of each entry that is worth inspecting, and its content up to
  /// `InspectionBudget.entryReadLimit`.
  static func listing(
    of content: [UInt8], kind: FileKind, depth: Int, budget: inout InspectionBudget,
    open: (Int, [UInt8], inout InspectionBudget) -> Void
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
    _ open: (Int, [UInt8], inout InspectionBudget) -> Void
  ) {
    guard let handle = ArchiveHandle.open(bytes, kind: kind, isPlain: isPlain) else {
      if isMistaken(.failed) { return readPlainly(bytes, &budget, open) }
      return listing.isDamaged = true
    }
    var isFirst = true
    while true {
      let step = handle.next()
      if isFirst, isMistaken(step) { return readPlainly(bytes, &budget, open) }
      isFirst = false
      switch step {
      case .end:
        finish(handle)
        listing.isDamaged = isPlain && kind == .zip
        return
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

  private mutating func readPlainly(
    _ bytes: UnsafeRawBufferPointer, _ budget: inout InspectionBudget,
    _ open: (Int, [UInt8], inout InspectionBudget) -> Void
  ) {
    isPlain = true
    read(bytes, &budget, open)
  }

  /// A zip that was cut off has no directory, and is opened all the same by programs that read it from its start. A stream
  /// that begins with zeros passes for a tar that is empty.
  private func isMistaken(_ step: ArchiveHandle.Step) -> Bool {
    guard !isPlain else { return false }
    return switch (kind, step) {
    case (.zip, .failed): true
    case (.gzip, .end), (.bzip2, .end), (.xz, .end), (.zstd, .end), (.lz4, .end): true
    default: false
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
    _ open: (Int, [UInt8], inout InspectionBudget) -> Void
  ) -> Bool {
    // Folders and links have no content to look at.
    guard archive_entry_filetype(header) == UInt32(S_IFREG) else { return true }
    let name = archive_entry_pathname(header).map { String(cString: $0) } ?? ""
    let size = archive_entry_size_is_set(header) != 0 ? Int(exactly: archive_entry_size(header)) : nil
    let isEncrypted = archive_entry_is_encrypted(header) != 0
    if isEncrypted { listing.isEncrypted = true }
    let start = isEncrypted || !isWorthReading(name) ? [] : read(FileSniffer.windowLimit, handle, &budget)
    var entry = ArchiveListing.Entry(
      name: name, size: size, isEncrypted: isEncrypted, kind: FileSniffer.kind(of: start), depth: depth)
    let isOpened = !start.isEmpty && (isDocument || AttachmentInspector.inspects(entry.kind))
    var content = start
    // What runs is read for its digest, by which files are blocked.
    if start.count == FileSniffer.windowLimit, isOpened || entry.kind.family.runs {
      content += read(InspectionBudget.entryReadLimit - start.count, handle, &budget)
    }
    entry.contentTypes = FileTypes.types(of: content, kind: entry.kind)
    if isWhole(content, size: size, budget) { entry.sha256 = ContentDigest.sha256(content) }
    listing.entries.append(entry)
    if isOpened { open(listing.entries.count - 1, content, &budget) }
    return pass(size, seen: content.count, handle, &budget)
  }

  private func isWhole(_ content: [UInt8], size: Int?, _ budget: InspectionBudget) -> Bool {
    if let size { return content.count == size && !content.isEmpty }
    let isShort =
      content.count < FileSniffer.windowLimit
      || content.count > FileSniffer.windowLimit && content.count < InspectionBudget.entryReadLimit
    return !content.isEmpty && isShort && budget.unpacked > 0
  }

  /// Of a document only the parts that can do harm are unpacked.
  private func isWorthReading(_ name: String) -> Bool { !isDocument || OfficeDocument.isActivePart(name) }

  private func read(_ count: Int, _ handle: borrowing ArchiveHandle, _ budget: inout InspectionBudget) -> [UInt8] {
    let bytes = handle.read(max(0, min(count, budget.unpacked)))
    budget.unpacked -= bytes.count
    return bytes
  }

  /// Counts an entry against the ratio; where the format has to be unpacked to get past it, against the budget too. False
  /// where the rest is not to be read.
  private mutating func pass(
    _ size: Int?, seen: Int, _ handle: borrowing ArchiveHandle, _ budget: inout InspectionBudget
  ) -> Bool {
    let size = max(seen, size ?? seen + skim(handle, budget))
    let (sum, isTooLarge) = unpackedSize.addingReportingOverflow(size)
    unpackedSize = isTooLarge ? .max : sum
    let isBomb = unpackedSize > InspectionBudget.bombSize && unpackedSize / InspectionBudget.ratioLimit > packedSize
    if isBomb { stop(.ratio) }
    if !isRandomAccess { budget.unpacked -= min(budget.unpacked, size - seen) }
    if budget.unpacked <= 0 { stop(.unpackedSize) }
    return budget.unpacked > 0 && (isRandomAccess || !isBomb)
  }

  /// Entries can be skipped without being unpacked.
  private var isRandomAccess: Bool { kind == .zip && !isPlain || kind == .isoImage }

  /// Unpacks what does not say how large it is, to see whether it is a bomb; a large file cannot be one within the budget.
  private func skim(_ handle: borrowing ArchiveHandle, _ budget: InspectionBudget) -> Int {
    let limit = max(
      InspectionBudget.bombSize, packedSize.multipliedReportingOverflow(by: InspectionBudget.ratioLimit).partialValue)
    guard limit < budget.unpacked else { return 0 }
    var count = 0
    while count <= limit {
      let got = handle.read(InspectionBudget.skimLength).count
      guard got > 0 else { break }
      count += got
    }
    return count
  }
}

extension ArchiveListing {
  init(exceeding limit: Limit) {
    exceeded = [limit]
  }
}
