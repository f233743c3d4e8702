import CFuzzDriver
import ContentAnalysis

/// Any octets as URLs and as text with links: no trap; what was read once is read again as the same.
@main
struct FuzzURL {
  static func main() {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    _ = LLVMFuzzerRunDriver(&count, &arguments) { data, size in
      FuzzURL.check(Array(UnsafeBufferPointer(start: data, count: size)))
      return 0
    }
  }

  /// The first octet says whether the others are octets or numbers of pieces.
  static func check(_ input: [UInt8]) {
    guard let first = input.first else { return }
    let rest = input.dropFirst()
    let text = first & 1 == 0 ? Array(rest) : rest.flatMap { pieces[Int($0) % pieces.count] }
    checkURL(text)
    checkText(text)
  }

  private static func checkURL(_ text: [UInt8]) {
    let parts = text.split(separator: 0x20, maxSplits: 1, omittingEmptySubsequences: false).map(Array.init)
    let base = parts.first.flatMap { WebURL($0) }
    for url in [base, WebURL(parts.last ?? [], base: base)].compactMap({ $0 }) {
      precondition(url.bytes.allSatisfy { $0 < 0x80 })
      let again = WebURL(url.bytes)
      precondition(again?.bytes == url.bytes, "\(url)")
      _ = Redirector.target(of: url)
      if let host = url.host {
        _ = PublicSuffix.organizationalDomain(of: host)
        _ = URLShorteners.contains(host)
        _ = DomainConversion.lenient.unicode(Array(host.utf8))
      }
    }
    _ = DomainConversion.strict.ascii(text)
  }

  private static func checkText(_ text: [UInt8]) {
    let links = URLFinder.links(in: text, limit: 8)
    precondition(links.count <= 8)
    _ = URLFinder.links(inCalendar: text)
    var counts = TextFolding()
    let folded = Confusables.fold(text, counting: &counts)
    precondition(folded.count <= 3 * text.count)
    _ = Confusables.skeleton(Array(text.prefix(256)))
  }

  private static let pieces: [[UInt8]] = [
    "http:", "https://", "//", "/", "\\", "..", ".", "%2e", "%", "%41", "?", "#", "&", "=", "@", ":", ":80", "[", "]", "[::1]",
    "::",
    "a", "b.test", "www.", "example.com", "xn--", "xn--bcher-kva", "é", "ß", "。", "р", "0x7f", "1", "0", "256", "file:", "C:",
    "C|", "mailto:", "data:,", "javascript:", " ", "\t", "\n", "\0", "url=", "u=", "q=", "http%3A%2F%2F", "http-3A__",
    "https://urldefense.com/v3/__", "__;", "*", "**A", "Iw", "!!", "https://urldefense.proofpoint.com/v2/url?u=",
    "https://x.safelinks.protection.outlook.com/?url=", "https://www.google.com/url?q=", "https://secure-web.cisco.com/",
    "https://x.protection.sophos.com/?u=", "\r\n ", "\\n", "\u{200B}", "\u{202E}", "𝐚", "(", ")", "“", "”", "\u{E0041}",
  ].map { Array($0.utf8) }
}
