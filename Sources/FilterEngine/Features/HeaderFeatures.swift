import Classification
import ContentAnalysis
import InternetMessage

/// Which fields a message has, how they are written, in which order; what its program calls itself, and how it numbers and
/// dates messages.
enum HeaderFeatures {
  /// Fields that a sender's program writes, wherever it sends to. All others are marks of a site or of a path; so are those of a
  /// mailing list, which stand on whatever was sent to it.
  private static let known: [[UInt8]: Int] = Dictionary(
    uniqueKeysWithValues: [
      "from", "to", "cc", "subject", "date", "message-id", "reply-to", "in-reply-to", "references", "mime-version",
      "content-type", "content-transfer-encoding", "content-disposition", "content-language", "x-mailer", "user-agent",
      "x-priority", "x-msmail-priority", "importance", "priority", "x-mimeole", "organization", "list-unsubscribe-post",
      "dkim-signature", "domainkey-signature", "auto-submitted", "feedback-id", "thread-index", "thread-topic",
      "x-originating-ip", "disposition-notification-to", "return-receipt-to", "x-face", "openpgp", "x-accept-language",
      "content-class", "comments", "keywords", "x-sender", "bcc", "resent-from", "x-no-archive", "x-operating-system",
      "x-php-script", "x-php-originating-script", "x-campaign", "x-mailer-version", "content-id", "content-description",
      "x-uri", "x-url",
    ].enumerated().map { (Array($0.element.utf8), $0.offset) })

  static func add(_ source: FeatureSource, to collector: inout FeatureCollector) {
    addNames(source, to: &collector)
    addPrograms(source.header, to: &collector)
    addIdentifier(source, to: &collector)
    addDate(source.header, to: &collector)
    addThread(source.header, to: &collector)
    for defect in source.content.defects where defect != .envelopeLine { collector.note("defect", defect.rawValue) }
  }

  private static func addNames(_ source: FeatureSource, to collector: inout FeatureCollector) {
    var previous = -1
    for field in source.header.fields {
      let name = source.bytes[field.name]
      guard let number = known[name.map(TextWords.lowercased)] else { continue }
      collector.note("header.has", number: number)
      collector.note("header.spelled", name)
      collector.note("header.order", number: previous * 1000 + number)
      previous = number
    }
  }

  private static func addPrograms(_ header: HeaderBlock, to collector: inout FeatureCollector) {
    for name in ["X-Mailer", "User-Agent"] {
      guard let field = header.first(name) else { continue }
      let value = header.unfoldedValue(of: field)
      collector.note("header.mailer", value.prefix { $0 > 0x20 && !(0x30...0x39).contains($0) && $0 != 0x2F })
      collector.note("header.program", value.prefix { !(0x30...0x39).contains($0) && $0 != UInt8(ascii: "(") }.prefix(40))
      collector.note("header.program.shape", TextShape.of(value, withLengths: false))
    }
    for name in ["X-Priority", "X-MSMail-Priority", "Importance", "Auto-Submitted"] {
      guard let field = header.first(name) else { continue }
      collector.note("header.priority", name.utf8 + header.unfoldedValue(of: field).prefix(12))
    }
  }

  private static func addIdentifier(_ source: FeatureSource, to collector: inout FeatureCollector) {
    let header = source.header
    guard let field = header.first("Message-ID") else { return collector.note("id.none") }
    let value = header.unfoldedValue(of: field)
    let inner = value.drop { $0 == UInt8(ascii: "<") }.prefix { $0 != UInt8(ascii: ">") }
    let local = inner.prefix { $0 != UInt8(ascii: "@") }
    let domain = inner.dropFirst(local.count + 1)
    collector.note("id.shape", TextShape.of(local, withLengths: false))
    collector.note("id.shape.exact", TextShape.of(local, withLengths: true))
    collector.note("id.brackets", if: value.first == UInt8(ascii: "<") && value.last == UInt8(ascii: ">"))
    collector.note("id.noDomain", if: domain.isEmpty)
    collector.note("id.bareDomain", if: !domain.contains(UInt8(ascii: ".")))
    collector.note("id.address", if: domain.first == UInt8(ascii: "["))
    collector.note("id.length", number: value.count / 8)
    collector.note("id.domain", AddressFeatures.relation(domain, AddressFeatures.domain(source.sender)))
  }

  private static func addDate(_ header: HeaderBlock, to collector: inout FeatureCollector) {
    guard let field = header.first("Date") else { return collector.note("date.none") }
    let value = header.unfoldedValue(of: field)
    collector.note("date.shape", TextShape.of(value.prefix(60), withLengths: false))
    let zone = value.lastIndex { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }.map { value[$0...].prefix(5) }
    guard let zone else { return collector.note("date.zone.named", value.suffix(4)) }
    collector.note("date.zone", zone)
    collector.note("date.zone.minutes", zone.suffix(2))
    collector.note("date.comment", if: value.last == UInt8(ascii: ")"))
  }

  private static func addThread(_ header: HeaderBlock, to collector: inout FeatureCollector) {
    let references = header.first("References").map { header.unfoldedValue(of: $0) } ?? []
    collector.note("thread.references", atLeast: references.count { $0 == UInt8(ascii: "<") })
    guard let field = header.first("In-Reply-To") else { return collector.note("thread.none", if: references.isEmpty) }
    let value = header.unfoldedValue(of: field)
    collector.note("thread.reply", if: value.contains(UInt8(ascii: "@")))
    collector.note("thread.referenced", if: !references.isEmpty)
  }
}
