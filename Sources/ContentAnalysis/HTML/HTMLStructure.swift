/// Facts about the elements of an HTML part.
public struct HTMLStructure: Sendable {
  /// What is out of order.
  public struct Defects: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// More elements inside one another than `HTMLReader.usualDepth`.
    public static let tooDeep = Defects(rawValue: 1)
    /// A tag with more attributes than `HTMLTokenizer.attributeLimit`.
    public static let tooManyAttributes = Defects(rawValue: 2)
    /// A tag, comment or reference that the text ends in.
    public static let unfinished = Defects(rawValue: 4)
    /// NUL characters.
    public static let nulCharacter = Defects(rawValue: 8)
    /// More links than `HTMLReader.linkLimit`.
    public static let tooManyLinks = Defects(rawValue: 16)
  }

  public internal(set) var defects: Defects = []
  public internal(set) var elementCount = 0
  public internal(set) var imageCount = 0
  public internal(set) var formCount = 0
  public internal(set) var passwordFieldCount = 0
  public internal(set) var scriptCount = 0
  public internal(set) var frameCount = 0
  public internal(set) var commentCount = 0
  /// Event handlers (`onclick` …) and `javascript:` links.
  public internal(set) var handlerCount = 0
  public internal(set) var active = HTMLActiveContent()
  public internal(set) var deepest = 0
  /// The numbers of the elements in document order, at most `HTMLReader.shapeLimit`: what a template leaves behind whatever
  /// its text.
  public internal(set) var shape: [UInt8] = []

  public init() {}
}
