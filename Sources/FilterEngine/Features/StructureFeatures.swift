import Classification
import ContentAnalysis
import InternetMessage

/// Parts, their types and encodings; the elements of HTML; what was hidden and disguised.
enum StructureFeatures {
  /// Parts looked at.
  static let partLimit = 50

  static func add(_ source: FeatureSource, to collector: inout FeatureCollector) {
    addRoot(source.header, to: &collector)
    addParts(source.parts, to: &collector)
    let content = source.content
    collector.note("html", number: (content.hasHTML ? 1 : 0) + (content.hasPlainText ? 2 : 0))
    if content.hasHTML { addElements(content.structure, textCount: source.text.count, to: &collector) }
    addDisguise(content, to: &collector)
    addBulk(content.bulk, to: &collector)
    collector.note("language", content.language?.code ?? "")
    if let agreement = content.alternativeAgreement { collector.note("alternative", share: Int(agreement * 8), of: 8) }
    for attachment in content.attachments.prefix(partLimit) {
      for trait in AttachmentTrait.allCases where attachment.has(trait) { collector.note("attachment", trait.rawValue) }
    }
  }

  private static func addRoot(_ header: HeaderBlock, to collector: inout FeatureCollector) {
    guard let field = header.first("Content-Type") else { return collector.note("type.none") }
    let value = header.unfoldedValue(of: field)
    collector.note("type.raw", value.prefix { $0 != UInt8(ascii: ";") })
    collector.note("type.shape", TextShape.of(value.prefix(120), withLengths: false))
  }

  private static func addParts(_ parts: [Part], to collector: inout FeatureCollector) {
    collector.note("parts", atLeast: parts.count)
    for part in parts.prefix(partLimit) {
      let charset = part.charset ?? ""
      collector.note(part.isAttachment ? "part.attached" : "part.shown", part.contentType)
      collector.note("part.charset", charset)
      collector.note("part.encoding", part.transferEncoding.rawValue)
      collector.note("part.all", part.contentType + charset + part.transferEncoding.rawValue)
      if let name = part.fileName {
        collector.note("part.extension", name.utf8.reversed().prefix { $0 != UInt8(ascii: ".") }.prefix(6))
      }
    }
    guard let boundary = parts.first?.parameters["boundary"] else { return }
    collector.note("boundary.length", number: boundary.utf8.count)
    collector.note("boundary.shape", TextShape.of(boundary.utf8, withLengths: true))
    collector.note("boundary.start", boundary.utf8.prefix(6))
  }

  /// Elements, and elements in order.
  private static func addElements(_ structure: HTMLStructure, textCount: Int, to collector: inout FeatureCollector) {
    var previous = -1
    for element in structure.shape {
      collector.note("element", number: Int(element))
      collector.note("elements.order", number: previous << 8 | Int(element))
      previous = Int(element)
    }
    collector.note("elements", atLeast: structure.elementCount)
    collector.note("images", atLeast: structure.imageCount)
    collector.note("forms", atLeast: structure.formCount)
    collector.note("passwords", atLeast: structure.passwordFieldCount)
    collector.note("scripts", atLeast: structure.scriptCount + structure.handlerCount)
    collector.note("frames", atLeast: structure.frameCount)
    collector.note("comments", atLeast: structure.commentCount)
    collector.note("elements.deepest", magnitudeOf: structure.deepest)
    collector.note("elements.textEach", magnitudeOf: textCount / max(1, structure.elementCount))
    collector.note("elements.defects", number: Int(structure.defects.rawValue))
  }

  private static func addDisguise(_ content: ContentFacts, to collector: inout FeatureCollector) {
    for reason in HiddenReason.allCases {
      guard let octets = content.text.hiddenOctets[reason] else { continue }
      collector.note("hidden", number: Int(reason.rawValue))
      collector.note("hidden.amount", magnitudeOf: octets)
    }
    let folding = content.text.folding
    collector.note("folded.zeroWidth", atLeast: folding.zeroWidth)
    collector.note("folded.bidi", atLeast: folding.bidi)
    collector.note("folded.confusable", atLeast: folding.confusable)
    collector.note("folded.styled", atLeast: folding.styled)
  }

  private static func addBulk(_ bulk: BulkFacts, to collector: inout FeatureCollector) {
    collector.note("bulk.oneClick", if: bulk.hasOneClickUnsubscribe)
    collector.note("bulk.feedback", if: bulk.feedbackID != nil)
    collector.note("bulk.mailer", if: bulk.mailer != nil)
    collector.note("bulk.text", if: bulk.hasUnsubscribeText)
    collector.note("bulk.automatic", if: bulk.isAutomatic)
  }
}
