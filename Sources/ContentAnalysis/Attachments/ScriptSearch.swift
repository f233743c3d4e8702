import InternetMessage

/// What gives away the scripts of a page that puts a file together, hides what it does, or leads elsewhere.
struct ScriptSearch {
  /// What was seen; `nil` without.
  private(set) var smuggling: String?
  private(set) var obfuscation: String?
  private(set) var redirection: String?

  /// Characters of base 64 in one run that hold more than a picture's worth of settings.
  static let longRun = 4096

  /// `scripts` is the source of all scripts of the page, `page` the whole of it.
  init(_ scripts: [UInt8], page: [UInt8]) {
    let source = ByteSearch.lowercased(scripts)
    smuggling = ScriptSearch.fileFromScript(source) ?? ScriptSearch.fileFromData(page)
    guard !source.isEmpty else { return }
    obfuscation = ScriptSearch.hiding(source)
    redirection = ScriptSearch.redirects.first { ByteSearch.contains(Array($0.utf8), in: source) }
  }

  /// The two ways a script hands over a file that it holds, and the ways it holds one.
  private static func fileFromScript(_ source: [UInt8]) -> String? {
    let handsOver = ["createobjecturl", "mssaveoropenblob", "mssaveblob", "showsavefilepicker"]
    let holds = ["blob(", "atob(", "uint8array", "fromcharcode", "arraybuffer", "file(["]
    guard let way = first(of: handsOver, in: source), first(of: holds, in: source) != nil else {
      return ScriptSearch.payload(in: source)
    }
    return way
  }

  /// A program, archive or page in a `data:` URL, of a link or of a script.
  private static func fileFromData(_ page: [UInt8]) -> String? {
    var index = 0
    // Pages of newsletters hold dozens of pictures this way; the first hundred are looked at.
    for _ in 0..<100 {
      guard let mark = ByteSearch.first(Array(";base64,".utf8), in: page, from: index) else { return nil }
      index = mark + 8
      if let kind = dangerousKind(page[index...]) { return "data: " + kind.rawValue }
    }
    return nil
  }

  /// A long run of base 64 in a script, whose first octets are those of something dangerous.
  private static func payload(in source: [UInt8]) -> String? {
    longestRun(source).count >= longRun && first(of: ["atob(", "base64"], in: source) != nil ? "base64" : nil
  }

  private static func dangerousKind(_ text: ArraySlice<UInt8>) -> FileKind? {
    let kind = FileSniffer.kind(of: Base64.decode(text.prefix(400)))
    return kind.family.runs || kind.family == .archive || kind.family == .diskImage || kind == .html ? kind : nil
  }

  /// Running text that was a string a moment ago, with the means to hide that string.
  private static func hiding(_ source: [UInt8]) -> String? {
    let runs = [
      "eval(", "document.write(", "document.writeln(", "function(\"", "settimeout(\"", "innerhtml", ".srcdoc", "execscript",
    ]
    let hides = [
      "unescape(", "fromcharcode", "atob(", "decodeuricomponent(", "charcodeat(", "\\x3c", "\\u003c", "rot13",
      "split(\"\").reverse",
    ]
    guard let run = first(of: runs, in: source), let hide = first(of: hides, in: source) else { return nil }
    return "\(run.prefix { $0 != "(" }), \(hide.prefix { $0 != "(" })"
  }

  private static let redirects = ["location.href", "location.replace", "location.assign", "window.location", "top.location"]

  private static func first(of words: [String], in source: [UInt8]) -> String? {
    words.first { ByteSearch.contains(Array($0.utf8), in: source) }
  }

  /// The longest run of letters, digits, `+`, `/` and `=`.
  private static func longestRun(_ source: [UInt8]) -> Range<Int> {
    var longest = 0..<0
    var start = 0
    for (index, byte) in source.enumerated() {
      let isIn = (byte &- 0x61) < 26 || (byte &- 0x30) < 10 || byte == 0x2B || byte == 0x2F || byte == 0x3D
      if !isIn { start = index + 1 } else if index + 1 - start > longest.count { longest = start..<(index + 1) }
    }
    return longest
  }
}
