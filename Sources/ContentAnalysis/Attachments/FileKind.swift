/// What a file is by its content, whatever it is called.
public enum FileKind: String, Hashable, Sendable, CaseIterable {
  case unknown
  case text, html, xml, svg, calendar, script, message, rtf, postScript
  case windowsProgram, unixProgram, macProgram, javaClass, shortcut, helpFile
  case compoundFile, officeOpenXML, openDocument, oneNote, pdf
  case zip, sevenZip, rar, gzip, bzip2, xz, zstd, lz4, tar, cabinet, lha, arj, ace, javaArchive
  case isoImage, virtualDisk, appleDiskImage
  case png, jpeg, gif, bmp, tiff, webp, icon, audio, video, font
  case tnef, pgp

  /// What opening a file of this kind amounts to.
  public var family: FileFamily {
    switch self {
    case .unknown, .xml, .font, .pgp: .other
    case .text: .text
    case .html: .page
    case .svg: .page
    case .calendar: .text
    case .script: .script
    case .message, .tnef: .message
    case .windowsProgram, .unixProgram, .macProgram, .javaClass, .javaArchive, .helpFile: .program
    case .shortcut: .shortcut
    case .rtf, .postScript, .compoundFile, .officeOpenXML, .openDocument, .oneNote, .pdf: .document
    case .zip, .sevenZip, .rar, .gzip, .bzip2, .xz, .zstd, .lz4, .tar, .cabinet, .lha, .arj, .ace: .archive
    case .isoImage, .virtualDisk, .appleDiskImage: .diskImage
    case .png, .jpeg, .gif, .bmp, .tiff, .webp, .icon: .picture
    case .audio, .video: .recording
    }
  }
}

/// What opening a file amounts to for its reader.
public enum FileFamily: String, Hashable, Sendable, CaseIterable {
  /// Runs when opened.
  case program
  /// Runs when opened, by an interpreter that is there already.
  case script
  /// Leads to a program or an address elsewhere.
  case shortcut
  /// Mounted when opened, its content then free of the marks that mail programs put on downloads.
  case diskImage
  case archive
  /// A document that may hold macros or active content.
  case document
  /// Shown by a browser, outside the mail program's safeguards.
  case page
  case picture
  case recording
  case message
  case text
  case other

  /// Whether opening it hands the machine to whoever wrote it.
  public var runs: Bool {
    switch self {
    case .program, .script, .shortcut: true
    default: false
    }
  }
}
