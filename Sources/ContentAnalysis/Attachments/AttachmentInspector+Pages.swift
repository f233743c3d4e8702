import InternetMessage

extension AttachmentInspector {
  /// Octets of a page that are read.
  static let pageLimit = 1 << 20

  /// A page to be opened in a browser: read as one, its links kept, its scripts searched for what builds files.
  mutating func inspectPage(_ content: [UInt8], name: String) {
    // Browsers go by a byte order mark before anything else.
    let html = Charset.decodeUnlabelled(content.prefix(AttachmentInspector.pageLimit))
    let page = HTMLReader.read(html)
    add(page.links.filter { $0.origin.isFollowed })
    note(.passwordForm, if: page.structure.passwordFieldCount > 0, name)
    note(.redirectingPage, if: page.links.contains { $0.origin == .refresh }, name)
    judge(ScriptSearch(page.scripts, page: html), name: name)
  }

  /// A drawing that holds a program is no drawing.
  mutating func inspectPicture(_ content: [UInt8], name: String) {
    let svg = Array(content.prefix(AttachmentInspector.pageLimit))
    let page = HTMLReader.read(svg)
    add(page.links.filter { $0.origin.isFollowed })
    let isScripted = page.structure.scriptCount > 0 || page.structure.handlerCount > 0 || page.structure.frameCount > 0
    note(.scriptedPicture, if: isScripted, name)
    judge(ScriptSearch(page.scripts, page: svg), name: name)
  }

  private mutating func judge(_ search: ScriptSearch, name: String) {
    if let mark = search.smuggling { note(.smuggling, mark) }
    if let mark = search.obfuscation { note(.obfuscatedScript, mark) }
    if let mark = search.redirection { note(.redirectingPage, mark) }
  }
}
