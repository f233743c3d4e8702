/// Tells what a file is by its first octets, as the programs that open it do.
enum FileSniffer {
  /// Octets that are looked at; the deepest mark, of an ISO image, has its own rule.
  static let windowLimit = 4096

  private struct Magic {
    let offset: Int
    let bytes: [UInt8]
    let kind: FileKind

    init(_ kind: FileKind, _ bytes: [UInt8], at offset: Int = 0) {
      self.kind = kind
      self.bytes = bytes
      self.offset = offset
    }

    init(_ kind: FileKind, _ text: String, at offset: Int = 0) {
      self.init(kind, Array(text.utf8), at: offset)
    }

    func matches(_ content: [UInt8]) -> Bool {
      offset + bytes.count <= content.count && content[offset...].starts(with: bytes)
    }
  }

  /// The first that matches counts.
  private static let magics: [Magic] = [
    Magic(.pdf, "%PDF-"), Magic(.png, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]), Magic(.jpeg, [0xFF, 0xD8, 0xFF]),
    Magic(.gif, "GIF87a"), Magic(.gif, "GIF89a"),
    Magic(.zip, [0x50, 0x4B, 0x03, 0x04]), Magic(.zip, [0x50, 0x4B, 0x05, 0x06]), Magic(.zip, [0x50, 0x4B, 0x07, 0x08]),
    Magic(.compoundFile, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]),
    Magic(.sevenZip, [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]), Magic(.rar, "Rar!\u{1A}\u{07}"),
    Magic(.xz, [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]), Magic(.bzip2, "BZh"), Magic(.gzip, [0x1F, 0x8B, 0x08]),
    Magic(.zstd, [0x28, 0xB5, 0x2F, 0xFD]), Magic(.lz4, [0x04, 0x22, 0x4D, 0x18]), Magic(.cabinet, "MSCF\0\0\0\0"),
    Magic(.lha, "-lh", at: 2), Magic(.ace, "**ACE**", at: 7), Magic(.arj, [0x60, 0xEA]), Magic(.tar, "ustar", at: 257),
    Magic(.unixProgram, [0x7F, 0x45, 0x4C, 0x46]), Magic(.javaClass, [0xCA, 0xFE, 0xBA, 0xBE]),
    Magic(.macProgram, [0xCF, 0xFA, 0xED, 0xFE]), Magic(.macProgram, [0xCE, 0xFA, 0xED, 0xFE]),
    Magic(.macProgram, [0xFE, 0xED, 0xFA, 0xCE]), Magic(.macProgram, [0xFE, 0xED, 0xFA, 0xCF]),
    Magic(.shortcut, [0x4C, 0x00, 0x00, 0x00, 0x01, 0x14, 0x02, 0x00]), Magic(.shortcut, "[InternetShortcut]"),
    Magic(.helpFile, "ITSF"), Magic(.virtualDisk, "vhdxfile"), Magic(.virtualDisk, "conectix"), Magic(.virtualDisk, "KDMV"),
    Magic(.oneNote, [0xE4, 0x52, 0x5C, 0x7B, 0x8C, 0xD8, 0xA7, 0x4D, 0xAE, 0xB1, 0x53, 0x78, 0xD0, 0x29, 0x96, 0xD3]),
    Magic(.tnef, [0x78, 0x9F, 0x3E, 0x22]), Magic(.rtf, "{\\rt"), Magic(.postScript, "%!PS"),
    Magic(.tiff, [0x49, 0x49, 0x2A, 0x00]), Magic(.tiff, [0x4D, 0x4D, 0x00, 0x2A]), Magic(.icon, [0x00, 0x00, 0x01, 0x00]),
    Magic(.webp, "WEBP", at: 8), Magic(.audio, "WAVE", at: 8), Magic(.video, "AVI ", at: 8), Magic(.video, "ftyp", at: 4),
    Magic(.audio, "ID3"), Magic(.audio, "OggS"), Magic(.audio, "fLaC"), Magic(.audio, "#!AMR"), Magic(.audio, "MThd"),
    Magic(.video, [0x1A, 0x45, 0xDF, 0xA3]), Magic(.font, "wOFF"), Magic(.font, "wOF2"),
    Magic(.pgp, "-----BEGIN PGP"), Magic(.script, "#!"), Magic(.script, "#@~^"),
  ]

  static func kind(of content: [UInt8]) -> FileKind {
    guard !content.isEmpty else { return .unknown }
    if let magic = magics.first(where: { $0.matches(content) }) { return magic.kind }
    if isWindowsProgram(content) { return .windowsProgram }
    if isBitmap(content) { return .bmp }
    if isISOImage(content) { return .isoImage }
    if isAppleDiskImage(content) { return .appleDiskImage }
    return TextSniffer.kind(of: content.prefix(windowLimit))
  }

  /// `MZ`, and behind it the header that Windows jumps to, or the file's end: droppers are sent truncated too.
  private static func isWindowsProgram(_ content: [UInt8]) -> Bool {
    guard content.starts(with: "MZ".utf8) else { return false }
    guard let header = ByteSearch.littleEndian(content, at: 0x3C, count: 4), header + 2 <= content.count else {
      return content.count < 0x40 || content.prefix(0x40).contains(0)
    }
    let mark = content[header..<(header + 2)]
    return ["PE", "NE", "LE", "LX"].contains { mark.elementsEqual($0.utf8) } || content.prefix(0x40).contains(0)
  }

  /// `BM`, then the size of the file and four zeros.
  private static func isBitmap(_ content: [UInt8]) -> Bool {
    content.starts(with: "BM".utf8) && ByteSearch.littleEndian(content, at: 6, count: 4) == 0
  }

  /// ECMA-119 §8.1: the volume descriptors begin at the sixteenth sector.
  private static func isISOImage(_ content: [UInt8]) -> Bool {
    [0x8001, 0x8801, 0x9001].contains { offset in
      content.count > offset + 5
        && (content[offset...].starts(with: "CD001".utf8) || content[offset...].starts(with: "BEA01".utf8))
    }
  }

  /// The trailer of 512 octets begins with `koly`.
  private static func isAppleDiskImage(_ content: [UInt8]) -> Bool {
    content.count >= 512 && content[(content.count - 512)...].starts(with: "koly".utf8)
  }
}
