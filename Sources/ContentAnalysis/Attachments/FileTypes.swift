/// What types of files content is, named by the extensions that administrators block: `exe`, `dll`, `msi`. A content may have
/// several names (`lha`, `lzh`), or none: scripts for the shell, and shortcuts of old, are what they are by name only.
enum FileTypes {
  private struct Mark {
    let offset: Int
    let bytes: [UInt8]
    let types: [String]

    init(_ types: String..., mark: String, at offset: Int = 0) {
      self.init(types, Array(mark.utf8), at: offset)
    }

    init(_ types: String..., mark: [UInt8], at offset: Int = 0) {
      self.init(types, mark, at: offset)
    }

    private init(_ types: [String], _ bytes: [UInt8], at offset: Int) {
      self.types = types
      self.bytes = bytes
      self.offset = offset
    }

    func matches(_ content: [UInt8]) -> Bool {
      offset + bytes.count <= content.count && content[offset...].starts(with: bytes)
    }
  }

  /// The first that matches counts.
  private static let marks: [Mark] = [
    Mark("ace", mark: "**ACE**", at: 7), Mark("arj", mark: [0x60, 0xEA]), Mark("cab", mark: "MSCF\0\0\0\0"),
    Mark("lha", "lzh", mark: "-lh", at: 2), Mark("lha", "lzh", mark: "-lz", at: 2),
    Mark("xz", mark: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]), Mark("z", mark: [0x1F, 0x9D]), Mark("z", mark: [0x1F, 0xA0]),
    Mark("rev", mark: "Rar!\u{1A}Rev"), Mark("rar", mark: "Rar!\u{1A}\u{07}"),
    Mark("7z", mark: [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]), Mark("gz", mark: [0x1F, 0x8B]), Mark("bz2", mark: "BZh"),
    Mark("ani", mark: "ACON", at: 8), Mark("deb", mark: "!<arch>\ndebian-binary"), Mark("lib", mark: "!<arch>\n"),
    Mark("dex", mark: "dex\n"), Mark("elf", mark: [0x7F, 0x45, 0x4C, 0x46]),
    Mark("macho", mark: [0xFE, 0xED, 0xFA, 0xCE]), Mark("macho", mark: [0xFE, 0xED, 0xFA, 0xCF]),
    Mark("macho", mark: [0xCE, 0xFA, 0xED, 0xFE]), Mark("macho", mark: [0xCF, 0xFA, 0xED, 0xFE]),
    Mark("lnk", mark: [0x4C, 0x00, 0x00, 0x00, 0x01, 0x14, 0x02, 0x00]), Mark("vbe", "jse", mark: "#@~^"),
    Mark("chm", mark: "ITSF"), Mark("pdf", mark: "%PDF-"), Mark("rtf", mark: "{\\rt"), Mark("zip", mark: "PK\u{03}\u{04}"),
  ]

  /// What a text begins with, in lower case, behind blanks, byte order marks and an XML declaration.
  private static let textStarts: [(start: String, types: [String])] = [
    ("windows registry editor", ["reg"]), ("regedit4", ["reg"]), ("[shell]", ["scf"]), ("[scriptfile]", ["wsh"]),
    ("[internetshortcut]", ["url"]), ("<scriptlet", ["sct", "wsc"]), ("<component", ["wsc", "sct"]),
    ("<package", ["wsf", "wsc"]),
    ("<job", ["wsf"]), ("<?wsf", ["wsf"]), ("<jnlp", ["jnlp"]), ("<mmc_consolefile", ["msc"]),
    ("@echo off", ["bat", "cmd"]), ("on error resume next", ["vbs", "vb"]),
  ]

  /// Of any content, or its beginning.
  static func types(of content: [UInt8], kind: FileKind) -> [String] {
    switch kind {
    case .windowsProgram: return programTypes(content)
    case .isoImage: return ["iso", "img"]
    case .compoundFile: return databaseTypes(content)
    case .appleDiskImage: return ["dmg"]
    default: break
    }
    if let mark = marks.first(where: { $0.matches(content) }) { return mark.types }
    if let types = universalBinary(content) { return types }
    if isUniversalImage(content) { return ["uif"] }
    return textTypes(content)
  }

  /// Of an archive, by what it holds.
  static func types(of listing: ArchiveListing, kind: FileKind) -> [String] {
    let names = Set(listing.entries.lazy.filter { $0.depth <= 1 || kind != .zip }.map { $0.name.lowercased() })
    if names.contains("appxmanifest.xml") || names.contains("appxmetadata/appxbundlemanifest.xml") { return ["appx", "msix"] }
    switch kind {
    case .javaArchive: return names.contains("androidmanifest.xml") ? ["apk", "jar"] : ["jar"]
    case .officeOpenXML where names.contains(where: OfficeDocument.isMacros): return macroTypes(names)
    default: return []
    }
  }

  private static func macroTypes(_ names: Set<String>) -> [String] {
    let folders = [("word/", "docm"), ("xl/", "xlsm"), ("ppt/", "pptm")]
    return folders.filter { folder in names.contains { $0.hasPrefix(folder.0) } }.map(\.1)
  }

  /// PE format, COFF file header: a bit of the characteristics says library; optional header: the subsystem 1 says driver.
  /// A header of another format is that of a program for Windows 3, or of a virtual device driver.
  private static func programTypes(_ content: [UInt8]) -> [String] {
    guard let header = ByteSearch.littleEndian(content, at: 0x3C, count: 4),
      let mark = ByteSearch.littleEndian(content, at: header, count: 2)
    else { return ["exe"] }
    // `LE`
    if mark == 0x454C { return ["vxd"] }
    let isLibrary = ByteSearch.littleEndian(content, at: header + 22, count: 2).map { $0 & 0x2000 != 0 } ?? false
    let isDriver = ByteSearch.littleEndian(content, at: header + 24 + 68, count: 2) == 1
    if isLibrary { return ByteSearch.contains(Array("xlAutoOpen".utf8), in: content) ? ["xll", "dll"] : ["dll"] }
    return isDriver ? ["sys", "exe"] : ["exe"]
  }

  /// The classes of installer databases, {000C1084-…}: package, patch, transform.
  private static func databaseTypes(_ content: [UInt8]) -> [String] {
    guard let rootClass = CompoundFile(content)?.rootClass, rootClass.dropFirst().starts(with: [0x10, 0x0C, 0x00]) else {
      return []
    }
    return switch rootClass.first {
    case 0x84: ["msi"]
    case 0x86: ["msp"]
    case 0x82: ["mst"]
    default: []
    }
  }

  /// Programs for several processors begin as classes of Java do; the number that follows is their count there, and the
  /// version, 45 at least, here.
  private static func universalBinary(_ content: [UInt8]) -> [String]? {
    guard content.starts(with: [0xCA, 0xFE, 0xBA, 0xBE]), content.count >= 8 else { return nil }
    return content[4..<7].allSatisfy { $0 == 0 } && content[7] < 45 ? ["macho"] : ["class"]
  }

  /// The trailer of MagicISO's images, 64 octets, begins with `bbis`.
  private static func isUniversalImage(_ content: [UInt8]) -> Bool {
    content.count >= 64 && content[(content.count - 64)...].starts(with: "bbis".utf8)
  }

  private static func textTypes(_ content: [UInt8]) -> [String] {
    let text = TextSniffer.beginning(of: content.prefix(FileSniffer.windowLimit))
    if let match = textStarts.first(where: { text.starts(with: $0.start.utf8) }) { return match.types }
    if ByteSearch.contains(Array("<hta:application".utf8), in: text) { return ["hta"] }
    guard text.starts(with: "<?xml".utf8) || text.starts(with: "<!--".utf8) || text.starts(with: "<!doctype".utf8) else {
      return []
    }
    let elements = textStarts.filter { $0.start.hasPrefix("<") }
    return elements.first { ByteSearch.contains(Array($0.start.utf8), in: text) }?.types ?? []
  }
}
