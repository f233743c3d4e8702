public import InternetMessage

/// Reads the content of a message once, in the order of the scan: text and HTML, links, attachments, language, bulk facts,
/// fingerprints. Never fails, opens nothing, fetches nothing.
public enum ContentAnalyzer {
  /// Octets of decoded text read, over all parts that are shown. A long thread with its quotes has a tenth.
  public static let textLimit = 1 << 20
  /// Links kept. A newsletter has a few hundred.
  public static let linkLimit = 1000

  /// Loads what the libraries read from disk at first use. A process that will be confined calls it before.
  public static func prepare() {
    ArchiveLocale.prepare()
    CodeCharsets.prepare()
    // One message touches most tables that are made, and pages that are mapped, on first use.
    _ = analyze(Message(Array("Content-Type: text/html\r\n\r\n<p>Please read this at https://www.example.com/</p>".utf8)))
  }

  public static func analyze(_ message: Message) -> ContentFacts {
    var facts = ContentFacts()
    var reader = BodyTextReader(message)
    reader.read(into: &facts)
    AttachmentReader.read(message, budget: reader.budget, into: &facts)
    let sample = LanguageDetector.sample(facts.text.visible)
    facts.language = LanguageDetector.language(of: sample)
    facts.languageTag = LanguageTag.of(sample, facts.language)
    facts.bulk = BulkFacts(message.header, text: facts.text.visible)
    facts.fingerprints = Fingerprints(text: facts.text.visible, shape: facts.structure.shape, links: facts.links)
    facts.defects = distinct(message.defects)
    return facts
  }

  private static func distinct(_ defects: [Defect]) -> [Defect.Kind] {
    var seen: Set<Defect.Kind> = []
    return defects.compactMap { seen.insert($0.kind).inserted ? $0.kind : nil }
  }
}
