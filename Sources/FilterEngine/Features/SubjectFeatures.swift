import Classification
import InternetMessage

/// How a subject is written.
enum SubjectFeatures {
  static func add(_ source: FeatureSource, to collector: inout FeatureCollector) {
    let subject = source.subject
    guard !subject.isEmpty else { return collector.note("subject.none") }
    addPrefixes(subject, isReply: source.header.first("In-Reply-To") != nil, to: &collector)
    addCounts(subject, to: &collector)
    guard let field = source.header.first("Subject") else { return }
    let raw = source.header.rawValue(of: field)
    collector.note("subject.encoded", if: raw.contains(UInt8(ascii: "?")) && raw.starts(with: " =?".utf8))
    collector.note("subject.folded", if: raw.contains(0x0A))
    collector.note("subject.raw", if: raw.contains { $0 >= 0x80 })
    collector.note("subject.gap", if: hasGap(subject))
  }

  private static func addPrefixes(_ subject: [UInt8], isReply: Bool, to collector: inout FeatureCollector) {
    let start = subject.prefix(5).map { TextWords.folded($0) }
    let isAnswer = start.starts(with: "re:".utf8) || start.starts(with: "re[".utf8)
    collector.note(isReply ? "subject.re.reply" : "subject.re.alone", if: isAnswer)
    collector.note("subject.reply.noRe", if: isReply && !isAnswer)
    collector.note("subject.forward", if: start.starts(with: "fw:".utf8) || start.starts(with: "fwd:".utf8))
    collector.note("subject.tag.inside", if: subject.contains(UInt8(ascii: "[")))
    collector.note("subject.small", if: (0x61...0x7A).contains(subject[0]))
  }

  private static func addCounts(_ subject: [UInt8], to collector: inout FeatureCollector) {
    let upper = subject.count { (0x41...0x5A).contains($0) }
    let lower = subject.count { (0x61...0x7A).contains($0) }
    collector.note("subject.capitals", share: upper, of: upper + lower)
    collector.note("subject.length", number: min(subject.count / 8, 16))
    collector.note("subject.words", number: min(subject.count { $0 == 0x20 }, 16))
    collector.note("subject.wide", share: subject.count { $0 >= 0x80 }, of: subject.count)
    for sign in "!?$%*#&@~|+=_:,.()/\"'".utf8 where subject.contains(sign) { collector.note("subject.sign", number: Int(sign)) }
    collector.note("subject.digits", atLeast: subject.count { (0x30...0x39).contains($0) })
    collector.note("subject.last", number: Int(TextWords.folded(subject.last ?? 0)))
    let words = subject.split(separator: 0x20)
    let capitalized = words.count { (0x41...0x5A).contains($0.first ?? 0) }
    collector.note("subject.capitalized", share: capitalized, of: words.count)
  }

  /// A run of blanks in the middle, behind which a random ending hides.
  private static func hasGap(_ subject: [UInt8]) -> Bool {
    zip(subject, subject.dropFirst()).contains { $0 == 0x20 && $1 == 0x20 }
  }
}
