/// Who wraps links, and how.
enum RedirectorList {
  enum Form: Sendable {
    /// A parameter of the query holds the target.
    case parameter(NameTable<Void>)
    /// The same in base64.
    case encodedParameter(HTMLName)
    /// The target stands in the path.
    case path
    /// Proofpoint's three forms.
    case urlDefense
  }

  /// Names of parameters that hold a target wherever they stand.
  static let genericParameters = NameTable(names: [
    "url", "u", "q", "to", "target", "dest",
    "destination",
    "redirect", "redirect_url", "redirect_uri", "redir", "goto",
    "link", "next", "return", "returnurl", "return_to", "continue",
    "adurl", "out", "r", "l", "href", "site", "murl",
  ])

  /// How the wrapper whose host it is, or is below, holds its target; `nil` where it is none.
  static func form(of host: ArraySlice<UInt8>) -> Form? {
    var rest = host
    // A wrapper's name has at least two labels.
    while let dot = rest.firstIndex(of: UInt8(ascii: ".")) {
      if let form = forms[String(decoding: rest, as: UTF8.self)] { return form }
      rest = rest[(dot + 1)...]
    }
    return isGoogle(host) ? google : nil
  }

  /// Google answers under every country's domain.
  private static func isGoogle(_ host: ArraySlice<UInt8>) -> Bool {
    host.starts(with: "www.google.".utf8) || host.starts(with: "google.".utf8)
  }

  private static let google = Form.parameter(NameTable(names: ["q", "url", "adurl", "u"]))

  private static let forms: [String: Form] = [
    // Mail protection.
    "safelinks.protection.outlook.com": .parameter(NameTable(names: ["url"])),
    "safelinks.protection.office365.us": .parameter(NameTable(names: ["url"])),
    "urldefense.proofpoint.com": .urlDefense,
    "urldefense.com": .urlDefense,
    "urldefense.us": .urlDefense,
    "linkprotect.cudasvc.com": .parameter(NameTable(names: ["a"])),
    "clicktime.symantec.com": .parameter(NameTable(names: ["u"])),
    "protection.sophos.com": .encodedParameter(HTMLName("u")),
    "secure-web.cisco.com": .path,
    "isolate.menlosecurity.com": .path,
    "link.edgepilot.com": .parameter(NameTable(names: ["u"])),
    // Search engines, social networks.
    "googleadservices.com": .parameter(NameTable(names: ["adurl"])),
    "doubleclick.net": .parameter(NameTable(names: ["adurl", "url", "ds_dest_url"])),
    "cdn.ampproject.org": .path,
    "duckduckgo.com": .parameter(NameTable(names: ["uddg"])),
    "l.facebook.com": .parameter(NameTable(names: ["u"])),
    "lm.facebook.com": .parameter(NameTable(names: ["u"])),
    "l.instagram.com": .parameter(NameTable(names: ["u"])),
    "youtube.com": .parameter(NameTable(names: ["q"])),
    "linkedin.com": .parameter(NameTable(names: ["url"])),
    "out.reddit.com": .parameter(NameTable(names: ["url"])),
    "slack-redir.net": .parameter(NameTable(names: ["url"])),
    "vk.com": .parameter(NameTable(names: ["to"])),
    "t.umblr.com": .parameter(NameTable(names: ["z"])),
    "steamcommunity.com": .parameter(NameTable(names: ["url", "u"])),
    "web.archive.org": .path,
  ]
}
