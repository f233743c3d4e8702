/// What was read from one HTML part.
public struct HTMLContent: Sendable {
  public internal(set) var text = VisibleText()
  /// In document order, at most `HTMLReader.linkLimit`.
  public internal(set) var links: [Link] = []
  public internal(set) var structure = HTMLStructure()
  /// The page's title, white space collapsed.
  public internal(set) var title: [UInt8] = []
  /// Alternative texts of images, a line each: what is read where images are not loaded.
  public internal(set) var imageText: [UInt8] = []
  /// The source of scripts and event handlers, a line between them, at most `HTMLReader.scriptLimit` octets.
  public internal(set) var scripts: [UInt8] = []

  public init() {}
}
