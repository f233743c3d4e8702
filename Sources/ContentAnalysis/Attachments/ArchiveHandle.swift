import CArchive
import Glibc

/// libarchive over bytes in memory: no file is opened, no program started, names are taken as they are.
struct ArchiveHandle: ~Copyable {
  /// What the next header said.
  enum Step {
    case entry(OpaquePointer)
    case end
    case failed
  }

  private let archive: OpaquePointer

  private init(_ archive: OpaquePointer) {
    self.archive = archive
  }

  /// Reads `content`, which has to stay where it is as long as the handle lives. `nil` where it cannot be opened.
  /// `isPlain`: a zip is read from its start, without a directory; of a compressed stream nothing is made but one file.
  static func open(_ content: UnsafeRawBufferPointer, kind: FileKind, isPlain: Bool) -> ArchiveHandle? {
    guard let archive = archive_read_new() else { return nil }
    if isPlain { enablePlain(kind, on: archive) } else { enable(kind, on: archive) }
    guard archive_read_open_memory(archive, content.baseAddress, content.count) == ARCHIVE_OK else {
      archive_read_free(archive)
      return nil
    }
    return ArchiveHandle(archive)
  }

  deinit { archive_read_free(archive) }

  /// Names or content are encrypted, as far as was read.
  var hasEncryptedEntries: Bool { archive_read_has_encrypted_entries(archive) > 0 }

  func next() -> Step {
    var entry: OpaquePointer?
    switch archive_read_next_header(archive, &entry) {
    case ARCHIVE_OK, ARCHIVE_WARN: return entry.map { .entry($0) } ?? .failed
    case ARCHIVE_EOF: return .end
    default: return .failed
    }
  }

  /// The next octets of the current entry, at most `count`; fewer at its end, or where it is broken.
  func read(_ count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { buffer, written in
      while written < count {
        let got = archive_read_data(archive, buffer.baseAddress.map { $0 + written }, count - written)
        guard got > 0 else { return }
        written += got
      }
    }
  }

  /// Only what is asked for: formats and filters that would start programs, or guess, stay off. Of a zip the directory at its
  /// end counts, as for the programs that open it.
  private static func enable(_ kind: FileKind, on archive: OpaquePointer) {
    switch kind {
    case .zip: archive_read_support_format_zip_seekable(archive)
    case .sevenZip: archive_read_support_format_7zip(archive)
    case .rar:
      archive_read_support_format_rar(archive)
      archive_read_support_format_rar5(archive)
    case .cabinet: archive_read_support_format_cab(archive)
    case .lha: archive_read_support_format_lha(archive)
    case .isoImage: archive_read_support_format_iso9660(archive)
    default:
      enableFilters(on: archive)
      archive_read_support_format_tar(archive)
      archive_read_support_format_raw(archive)
    }
  }

  private static func enablePlain(_ kind: FileKind, on archive: OpaquePointer) {
    if kind == .zip {
      archive_read_support_format_zip_streamable(archive)
    } else {
      enableFilters(on: archive)
      archive_read_support_format_raw(archive)
    }
  }

  /// One compressed stream: a tar, or a single file.
  private static func enableFilters(on archive: OpaquePointer) {
    archive_read_support_filter_gzip(archive)
    archive_read_support_filter_bzip2(archive)
    archive_read_support_filter_xz(archive)
    archive_read_support_filter_zstd(archive)
    archive_read_support_filter_lz4(archive)
  }
}

/// libarchive turns names into the character set of the locale. Under one of UTF-8 it does so by itself; under any other it
/// asks iconv, which loads files that a confined process cannot open.
enum ArchiveLocale {
  /// Made once; the C library has it built in, or reads it from disk before the process is confined.
  private nonisolated(unsafe) static let utf8: locale_t? = newlocale(1 << LC_CTYPE, "C.UTF-8", nil)

  /// Makes what is needed while files can still be opened.
  static func prepare() { _ = utf8 }

  /// Runs `body` with the locale of this thread set.
  static func use<T>(_ body: () -> T) -> T {
    guard let utf8 else { return body() }
    let previous = uselocale(utf8)
    defer { uselocale(previous) }
    return body()
  }
}
