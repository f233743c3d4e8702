extension AttachmentInspector {
  /// Octets of a document that are searched.
  static let searchLimit = 8 << 20

  /// Office files up to 2003, installers, saved messages, and what encryption makes of newer ones: all are compound files.
  mutating func inspectCompoundFile(_ content: [UInt8], name: String) {
    guard let file = CompoundFile(content) else { return }
    // The class of installer databases, {000C1084-…}.
    if file.rootClass.starts(with: [0x84, 0x10, 0x0C, 0x00]) { note(.program, "installer") }
    note(.encryptedDocument, if: file.has("EncryptedPackage") || isEncrypted(file), name)
    let hasMacros = ["_VBA_PROJECT", "VBA", "Macros", "_VBA_PROJECT_CUR"].contains { file.has($0) }
    note(.macros, if: hasMacros, name)
    if hasMacros { noteAutoMacros(Array(content.prefix(AttachmentInspector.searchLimit))) }
    note(.embeddedObject, if: file.has("\u{1}Ole10Native") || file.has("\u{1}OLE10Native"), name)
  }

  /// MS-DOC §2.5.2: a bit in the base of the file information block. MS-XLS §2.4.117: a FilePass record, at the start of the
  /// workbook.
  private func isEncrypted(_ file: CompoundFile) -> Bool {
    if let word = file.start(of: "WordDocument"), word.count > 12 { return word[word.startIndex + 11] & 1 == 1 }
    guard let book = file.start(of: "Workbook") ?? file.start(of: "Book") else { return false }
    let bytes = Array(book)
    var offset = 0
    // Records: type, length, content. FilePass stands behind the first one or two.
    for _ in 0..<8 {
      guard let type = ByteSearch.littleEndian(bytes, at: offset, count: 2),
        let length = ByteSearch.littleEndian(bytes, at: offset + 2, count: 2)
      else { return false }
      if type == 0x2F { return true }
      offset += 4 + length
    }
    return false
  }

  /// Control words that hold or fetch an object (RTF 1.9.1).
  mutating func inspectRTF(_ content: [UInt8]) {
    let text = ByteSearch.lowercased(content.prefix(AttachmentInspector.searchLimit))
    for word in ["\\objdata", "\\objupdate", "\\objautlink", "\\objocx", "\\objhtml"] {
      note(.embeddedObject, if: ByteSearch.contains(Array(word.utf8), in: text), word)
    }
    // A template elsewhere: `{\*\template http://…}`.
    if let start = ByteSearch.first(Array("\\*\\template".utf8), in: text) {
      let target = String(decoding: text[start...].dropFirst(11).prefix(200).prefix { $0 != UInt8(ascii: "}") }, as: UTF8.self)
      note(.remoteTemplate, if: target.contains("://"), target)
    }
  }

  /// MS-ONESTORE §2.6.13: files in a notebook stand behind this GUID.
  mutating func inspectOneNote(_ content: [UInt8]) {
    let mark: [UInt8] = [0xE7, 0x16, 0xE3, 0xBD, 0x65, 0x26, 0x11, 0x45, 0xA4, 0xC4, 0x8D, 0x4D, 0x0B, 0x7A, 0x9E, 0xAC]
    guard let start = ByteSearch.first(mark, in: content) else { return }
    // The GUID, the length in 8 octets, 12 octets of nothing, the file.
    let file = Array(content.dropFirst(start + 36).prefix(FileSniffer.windowLimit))
    let kind = FileSniffer.kind(of: file)
    note(.embeddedObject, kind.rawValue)
    note(.archivedProgram, if: kind.family.runs || kind == .html, kind.rawValue)
  }

  /// `.url` files say where they lead; so does a text that is called one.
  mutating func inspectShortcut(_ content: [UInt8], name: String, kind: FileKind) {
    guard kind == .shortcut || FileNameFacts(name).last?.family == .shortcut else { return }
    let text = Array(content.prefix(FileSniffer.windowLimit))
    add(URLFinder.links(in: text, origin: .embedded, limit: AttachmentInspector.linkLimit))
  }
}
