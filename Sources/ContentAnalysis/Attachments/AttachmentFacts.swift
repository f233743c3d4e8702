/// One attachment: what it is called, what it claims to be, what it is, and what was noticed inside it.
public struct AttachmentFacts: Hashable, Sendable {
  /// As the header gives it, decoded; `nil` without one.
  public let name: String?
  /// The Content-Type, in lower case: `application/pdf`.
  public let declaredType: String
  /// What the content is.
  public let kind: FileKind
  /// Octets after the transfer encoding is undone.
  public let size: Int
  /// SHA-256 of the decoded content, in hexadecimal; empty content has one too.
  public let sha256: String
  /// What was noticed, each with what exactly was seen.
  public let traits: [AttachmentTrait: String]
  /// What an archive holds, as far as it was read; `nil` for what is none.
  public let archive: ArchiveListing?
  /// The attachment itself, then the files in it that were seen.
  public let files: [InspectedFile]

  public func has(_ trait: AttachmentTrait) -> Bool { traits[trait] != nil }
}

/// Something about an attachment that its reader should know before opening it. What exactly was seen stands beside it.
public enum AttachmentTrait: String, Hashable, Sendable, CaseIterable {
  /// The content is a program.
  case program
  /// The name is one that starts a program.
  case programName
  /// A script, by name or content.
  case script
  case shortcut
  case diskImage
  /// `invoice.pdf.exe`
  case doubleExtension
  /// The name holds marks that turn the direction of text, so that it reads otherwise than it ends.
  case directionOverride
  /// A name whose extension is pushed out of sight.
  case paddedName
  /// Content-Type and Content-Disposition name it differently.
  case twoNames
  /// The content is more dangerous than name or type say.
  case mismatch
  /// A web page to be opened in a browser.
  case page
  /// A page that puts a file together and hands it to the reader.
  case smuggling
  /// A script that hides what it does.
  case obfuscatedScript
  /// A page with a form that asks for a password.
  case passwordForm
  /// A page that leads elsewhere by itself.
  case redirectingPage
  case scriptedPicture
  case macros
  /// Macros that run when the document is opened.
  case autoMacros
  /// A document that fetches parts of itself from elsewhere.
  case remoteTemplate
  /// A file inside a document.
  case embeddedObject
  case pdfScript
  /// A PDF that starts a program.
  case pdfLaunch
  /// A PDF that does something when opened.
  case pdfOpenAction
  case encryptedArchive
  case encryptedDocument
  /// An archive in an archive.
  case nestedArchive
  /// An archive that holds something that runs.
  case archivedProgram
  /// An archive larger or deeper than is looked at, or that unpacks to much more than its size.
  case archiveBomb
  case damagedArchive
}
