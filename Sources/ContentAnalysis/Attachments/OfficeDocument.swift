/// Office Open XML and OpenDocument files, by the names of what they hold.
enum OfficeDocument {
  private static let firstNames = [
    "[Content_Types].xml", "_rels/", "word/", "xl/", "ppt/", "visio/", "docProps/", "mimetype", "customXml/",
  ].map { Array($0.utf8) }

  /// Whether a zip begins as office programs write it: the name of its first entry stands at octet 30.
  static func looksLikeOne(_ content: [UInt8]) -> Bool {
    guard content.count > 30 else { return false }
    let name = content[30...].prefix(32)
    return firstNames.contains { name.starts(with: $0) }
  }

  /// What a zip is by the names in it.
  static func kind(of listing: ArchiveListing) -> FileKind {
    let names = Set(listing.entries.lazy.map { $0.name })
    if names.contains("[Content_Types].xml") { return .officeOpenXML }
    if names.contains("mimetype"), names.contains("META-INF/manifest.xml") { return .openDocument }
    if names.contains("META-INF/MANIFEST.MF") || names.contains("AndroidManifest.xml") { return .javaArchive }
    return .zip
  }

  /// Parts that can do harm: relations (which may lead elsewhere), macros, objects.
  static func isActivePart(_ name: String) -> Bool {
    let lower = name.lowercased()
    return lower.hasSuffix(".rels") || isMacros(lower) || isObject(lower)
  }

  static func isMacros(_ lower: String) -> Bool {
    lower.hasSuffix("vbaproject.bin") || lower.hasPrefix("xl/macrosheets/") || lower.hasPrefix("basic/")
      || lower.hasPrefix("scripts/")
  }

  static func isObject(_ lower: String) -> Bool {
    lower.contains("/embeddings/") && lower.hasSuffix(".bin") || lower.contains("activex")
  }

  /// A relation to something outside that is fetched when the document is opened (ECMA-376 part 2 §9.3): a template, an
  /// object, a frame. Links that a reader has to click are no such thing.
  static func fetchedTarget(in relations: [UInt8]) -> String? {
    let text = String(decoding: relations, as: UTF8.self)
    for relation in text.split(separator: "<Relationship ") where relation.contains("TargetMode=\"External\"") {
      guard fetchedTypes.contains(where: { relation.contains($0) }) else { continue }
      return attribute("Target", of: relation) ?? ""
    }
    return nil
  }

  private static let fetchedTypes = [
    "/attachedTemplate\"", "/oleObject\"", "/frame\"", "/externalLinkPath\"", "/subDocument\"",
  ]

  private static func attribute(_ name: String, of element: Substring) -> String? {
    let parts = element.split(separator: " \(name)=\"", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else {
      return element.hasPrefix("\(name)=\"") ? element.split(separator: "\"").dropFirst().first.map(String.init) : nil
    }
    return parts[1].split(separator: "\"", omittingEmptySubsequences: false).first.map(String.init)
  }
}
