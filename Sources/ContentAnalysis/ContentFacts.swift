public import InternetMessage

/// What a message says, shows and brings along: the one value that checks and the classifier's features read. No policy, no
/// judgement, nothing that was fetched.
public struct ContentFacts: Sendable {
  /// What the reader of the message sees, and what is hidden from him, over all parts that are shown. Of alternatives the one
  /// that mail programs prefer.
  public internal(set) var text = VisibleText()
  /// Plain text that stands beside HTML of the same meaning and that hardly anyone is shown.
  public internal(set) var alternative: [UInt8] = []
  /// How much of the words of `alternative` the shown text has too, 0…1; `nil` where there is nothing to compare.
  public internal(set) var alternativeAgreement: Double?
  public internal(set) var hasPlainText = false
  public internal(set) var hasHTML = false
  /// Of the HTML parts that are shown, added up.
  public internal(set) var structure = HTMLStructure()
  /// Titles of the HTML parts, a line each.
  public internal(set) var title: [UInt8] = []
  /// Alternative texts of images.
  public internal(set) var imageText: [UInt8] = []
  /// Scripts of the HTML parts that are shown.
  public internal(set) var scripts: [UInt8] = []
  /// From text, HTML, calendars, QR codes and attachments; in that order, at most `ContentAnalyzer.linkLimit`.
  public internal(set) var links: [Link] = []
  /// Decoded texts of QR codes, whether links or not.
  public internal(set) var codes: [String] = []
  /// In document order.
  public internal(set) var attachments: [AttachmentFacts] = []
  /// Of the visible text; `nil` where there is too little of it.
  public internal(set) var language: DetectedLanguage?
  /// As `LANG` and the lists of languages have it: `de`, `zh-tw`. `nil` where it is not sure.
  public internal(set) var languageTag: String?
  public internal(set) var fingerprints = Fingerprints()
  public internal(set) var bulk = BulkFacts()
  /// What was wrong with the message's form, each kind once, in the order found.
  public internal(set) var defects: [Defect.Kind] = []

  public init() {}
}
