import CFuzzDriver
import ContentAnalysis

/// Any octets as HTML, as they are and as pieces that HTML is made of: no trap, tokens in order and inside the text, limits
/// kept.
@main
struct FuzzHTML {
  static func main() {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    _ = LLVMFuzzerRunDriver(&count, &arguments) { data, size in
      FuzzHTML.check(Array(UnsafeBufferPointer(start: data, count: size)))
      return 0
    }
  }

  /// The first octet says whether the others are octets or numbers of pieces, and how text is read.
  static func check(_ input: [UInt8]) {
    guard let first = input.first else { return }
    let rest = input.dropFirst()
    let html = first & 1 == 0 ? Array(rest) : rest.flatMap { pieces[Int($0) % pieces.count] }
    checkTokens(html, mode: modes[Int(first >> 1) % modes.count])
    checkReading(html)
  }

  private static let modes: [HTMLTokenizer.Mode] = [.data, .escapableRawText, .rawText, .script, .plainText, .cdata]

  private static func checkTokens(_ html: [UInt8], mode: HTMLTokenizer.Mode) {
    var tokenizer = HTMLTokenizer(html, mode: mode, lastStartTag: HTMLName("script"))
    var last = 0
    while let token = tokenizer.next() {
      switch token {
      case .text(let range), .comment(let range):
        precondition(range.lowerBound >= last && range.upperBound <= html.count)
        last = range.upperBound
        _ = tokenizer.source.plain(range)
      case .doctype(let range, let isClosed): _ = HTMLDoctype(tokenizer.source, range, isClosed: isClosed)
      case .startTag, .endTag:
        precondition(tokenizer.tag.attributes.count <= HTMLTokenizer.attributeLimit)
        for attribute in tokenizer.tag.attributes { _ = tokenizer.source.value(attribute.value) }
      case .characters: break
      }
    }
  }

  private static func checkReading(_ html: [UInt8]) {
    let content = HTMLReader.read(html)
    precondition(content.links.count <= HTMLReader.linkLimit)
    precondition(content.scripts.count <= HTMLReader.scriptLimit + html.count)
    // A reference of five octets can stand for six; a look-alike has never more octets than what it is replaced by.
    precondition(content.text.visible.count + content.text.hidden.count <= 4 * html.count + 16)
    precondition(content.text.hiddenOctets.values.reduce(0, +) <= content.text.hidden.count)
  }

  private static let pieces: [[UInt8]] = [
    "<", ">", "</", "/>", "=", "\"", "'", " ", "\n", "\r", "\0", "a", "X", "&", "&amp;", "&notit;", "&#x41;", "&#0", ";",
    "<!--",
    "-->", "--!>", "<!", "<![CDATA[", "]]>", "<?", "<!DOCTYPE html PUBLIC \"", "<script", "</script>", "<style>", "</style>",
    "<title>", "</title>", "<svg>", "</svg>", "<math>", "<p>", "</p>", "<p style='", "<div class=a id=b>", "</div>", "<table>",
    "<tr>", "<td>", "</table>", "<a href=", "</a>", "http://a.test/", "//b.test", "<base href=",
    "<meta http-equiv=refresh content=",
    "0;url=", "<img srcset=", "<li>", "<ul>", "<option>", "<select>", "<textarea>", "<plaintext>", "<noscript>", "<template>",
    "display:none", "color:#fff", "background:", "font-size:0", "url(", ")", "{", "}", ";", ":", "/*", "*/", "@media all{",
    ".a",
    "#b", "!important", "<!--[if mso]>", "<![endif]-->", "\u{200B}", "р", "é", "𝐚", "<input type=submit value=", "onclick=",
    "javascript:", "<frameset>", "<body>", "</body>", "<foreignobject>",
  ].map { Array($0.utf8) }
}
