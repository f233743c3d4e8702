/// Who wraps links, and how.
enum RedirectorList {
  enum Form: Sendable {
    /// A parameter of the query holds the target.
    case parameter(Set<HTMLName>)
    /// The same in base64.
    case encodedParameter(HTMLName)
    /// The target stands in the path.
    case path
    /// Proofpoint's three forms.
    case urlDefense
  }

  struct Wrapper: Sendable {
    /// A host, and all below it.
    let host: String
    let form: Form

    init(_ host: String, _ form: Form) {
      self.host = host
      self.form = form
    }
  }

  /// Names of parameters that hold a target wherever they stand.
  static let genericParameters: Set<HTMLName> = [
    HTMLName("url"), HTMLName("u"), HTMLName("q"), HTMLName("to"), HTMLName("target"), HTMLName("dest"),
    HTMLName("destination"),
    HTMLName("redirect"), HTMLName("redirect_url"), HTMLName("redirect_uri"), HTMLName("redir"), HTMLName("goto"),
    HTMLName("link"), HTMLName("next"), HTMLName("return"), HTMLName("returnurl"), HTMLName("return_to"), HTMLName("continue"),
    HTMLName("adurl"), HTMLName("out"), HTMLName("r"), HTMLName("l"), HTMLName("href"), HTMLName("site"), HTMLName("murl"),
  ]

  static func wrapper(of host: String) -> Wrapper? {
    wrappers.first { host == $0.host || host.hasSuffix("." + $0.host) } ?? googleSearch(host)
  }

  /// Google answers under every country's domain.
  private static func googleSearch(_ host: String) -> Wrapper? {
    guard host.hasPrefix("www.google.") || host.hasPrefix("google.") else { return nil }
    return Wrapper(host, .parameter([HTMLName("q"), HTMLName("url"), HTMLName("adurl"), HTMLName("u")]))
  }

  private static let wrappers = [
    // Mail protection.
    Wrapper("safelinks.protection.outlook.com", .parameter([HTMLName("url")])),
    Wrapper("safelinks.protection.office365.us", .parameter([HTMLName("url")])),
    Wrapper("urldefense.proofpoint.com", .urlDefense),
    Wrapper("urldefense.com", .urlDefense),
    Wrapper("urldefense.us", .urlDefense),
    Wrapper("linkprotect.cudasvc.com", .parameter([HTMLName("a")])),
    Wrapper("clicktime.symantec.com", .parameter([HTMLName("u")])),
    Wrapper("protection.sophos.com", .encodedParameter(HTMLName("u"))),
    Wrapper("secure-web.cisco.com", .path),
    Wrapper("isolate.menlosecurity.com", .path),
    Wrapper("link.edgepilot.com", .parameter([HTMLName("u")])),
    // Search engines, social networks.
    Wrapper("googleadservices.com", .parameter([HTMLName("adurl")])),
    Wrapper("doubleclick.net", .parameter([HTMLName("adurl"), HTMLName("url"), HTMLName("ds_dest_url")])),
    Wrapper("cdn.ampproject.org", .path),
    Wrapper("duckduckgo.com", .parameter([HTMLName("uddg")])),
    Wrapper("l.facebook.com", .parameter([HTMLName("u")])),
    Wrapper("lm.facebook.com", .parameter([HTMLName("u")])),
    Wrapper("l.instagram.com", .parameter([HTMLName("u")])),
    Wrapper("youtube.com", .parameter([HTMLName("q")])),
    Wrapper("linkedin.com", .parameter([HTMLName("url")])),
    Wrapper("out.reddit.com", .parameter([HTMLName("url")])),
    Wrapper("slack-redir.net", .parameter([HTMLName("url")])),
    Wrapper("vk.com", .parameter([HTMLName("to")])),
    Wrapper("t.umblr.com", .parameter([HTMLName("z")])),
    Wrapper("steamcommunity.com", .parameter([HTMLName("url"), HTMLName("u")])),
    Wrapper("web.archive.org", .path),
  ]
}
