import CArchive

/// One file that came packed: gzip, zip, or as it is.
public enum PackedFile {
  /// Entries of a zip looked at before its first file with the wanted ending.
  private static let entryLimit = 10
  /// Octets unpacked at once, so that a bomb is stopped before it takes its room.
  private static let pieceSize = 64 * 1024

  /// The file, unpacked; of a zip the first that has the ending.
  /// - Parameters:
  ///   - ending: with its dot, in lower case: `.xml`.
  ///   - limit: octets.
  /// - Returns: `nil` where there is none, it is broken, or has more than `limit` octets.
  public static func unpacked(_ content: [UInt8], ending: String, limit: Int) -> [UInt8]? {
    let kind = FileSniffer.kind(of: content)
    guard kind == .gzip || kind == .zip else { return content.count <= limit ? content : nil }
    return content.withUnsafeBytes { bytes in
      ArchiveLocale.use { first(in: bytes, kind, ending: ending, limit: limit) }
    }
  }

  private static func first(
    in bytes: UnsafeRawBufferPointer, _ kind: FileKind, ending: String, limit: Int
  ) -> [UInt8]? {
    // A gzip is one file: taken for a tar it would be something else.
    guard let handle = ArchiveHandle.open(bytes, kind: kind, isPlain: kind == .gzip) else { return nil }
    for _ in 0..<entryLimit {
      guard case .entry(let entry) = handle.next() else { return nil }
      let name = archive_entry_pathname(entry).map { String(cString: $0) } ?? ""
      guard kind == .gzip || name.lowercased().hasSuffix(ending) else { continue }
      return content(of: handle, limit: limit)
    }
    return nil
  }

  private static func content(of handle: borrowing ArchiveHandle, limit: Int) -> [UInt8]? {
    var result: [UInt8] = []
    while result.count <= limit {
      let piece = handle.read(pieceSize)
      guard !piece.isEmpty else { return result }
      result += piece
    }
    return nil
  }
}
