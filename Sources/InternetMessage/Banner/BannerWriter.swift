public import MailTypes

/// Writes a banner of some sentences into the text of a message, in the form of each of its places. What it writes is lawful there:
/// lines of at most 76 characters, in the transfer encoding of the text, in ASCII where the text may hold nothing else.
public struct BannerWriter: Sendable {
  /// Characters of a line.
  private static let lineLength = 76
  /// A frame that looks the same in all mail programs: they leave most of CSS out, and dark ones turn colours that are not said.
  private static let frame = [
    "<div dir=\"auto\" style=\"margin:0 0 12px 0;padding:8px 12px;",
    "border:1px solid #b58900;background-color:#fff8dc;color:#222222;",
    "font-family:Arial,Helvetica,sans-serif;font-size:14px;text-align:left\">",
  ]

  private let sentences: [String]

  /// Each sentence is plain text; control characters and invisible ones in it count for nothing.
  public init(_ sentences: [String]) {
    self.sentences = sentences.map(BannerWriter.shown)
  }

  public func edit(at place: BannerPlace) -> BodyEdit {
    let lines = place.isHTML ? htmlLines : textLines(holdsUTF8: place.holdsUTF8)
    let start = place.startsLine ? [] : FieldText.lineEnd
    switch place.encoding {
    case .identity: return edit(place, lines.flatMap { $0 + FieldText.lineEnd })
    case .quotedPrintable: return edit(place, QuotedPrintable.encodedLines(lines))
    case .base64: return BodyEdit(place.range, with: start + base64(lines, place))
    }
  }

  /// What stood behind something on its line goes on behind the last `>` of the banner: at the beginning of a line it might
  /// become a boundary, and what the scan saw as text a part.
  private func edit(_ place: BannerPlace, _ banner: [UInt8]) -> BodyEdit {
    place.startsLine
      ? BodyEdit(place.range, with: banner)
      : BodyEdit(place.range, with: FieldText.lineEnd + banner.dropLast(FieldText.lineEnd.count))
  }

  /// Padded with spaces to whole groups, so that what follows keeps its own.
  private func base64(_ lines: [[UInt8]], _ place: BannerPlace) -> [UInt8] {
    var banner = lines.flatMap { $0 + FieldText.lineEnd }
    let spaces = (3 - banner.count % 3) % 3
    banner.insert(contentsOf: repeatElement(0x20, count: spaces), at: banner.count - FieldText.lineEnd.count)
    return Base64.encodedLines(place.before + banner + place.after)
  }

  /// `| sentence`, a line for the eye, and an empty one. A bar begins each line, so that none begins as a quotation, a `From `
  /// or with the space of format=flowed (RFC 3676 §4.4), and none ends in a space.
  private func textLines(holdsUTF8: Bool) -> [[UInt8]] {
    let texts = sentences.map { holdsUTF8 ? $0 : BannerWriter.ascii($0) }
    let lines = texts.flatMap { BannerWriter.wrapped($0, to: BannerWriter.lineLength - 2) }.map { Array("| \($0)".utf8) }
    return lines + [Array("+\(String(repeating: "-", count: 40))".utf8), []]
  }

  /// ASCII whatever the character set: the rest stands in references. No line begins with a word of the sentences, which might
  /// be a boundary; the last is as short as can be, because more may follow on it.
  private var htmlLines: [[UInt8]] {
    var lines = BannerWriter.frame
    for sentence in sentences {
      let text = sentence.unicodeScalars.map(BannerWriter.reference).joined()
      lines += ["<p style=\"margin:0\">"]
      lines += BannerWriter.wrapped(text, to: BannerWriter.lineLength - 1).map { " \($0)" } + ["</p>"]
    }
    return (lines + ["</div", ">"]).map { Array($0.utf8) }
  }

  private static func reference(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "&", "<", ">", "\"", "'", "`": "&#\(scalar.value);"
    default: scalar.isASCII ? String(scalar) : "&#\(scalar.value);"
    }
  }

  private static func shown(_ sentence: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in sentence.unicodeScalars.prefix(sentenceLimit) {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: continue
      default: scalars.append(scalar)
      }
    }
    return String(scalars)
  }

  /// Characters of a sentence: an address has at most 254.
  private static let sentenceLimit = 500

  private static func ascii(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0.isASCII ? $0 : "?" }))
  }

  /// Cut at spaces; a word that is longer than a line keeps its own.
  private static func wrapped(_ text: String, to length: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.utf8.count + 1 + word.utf8.count <= length {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
