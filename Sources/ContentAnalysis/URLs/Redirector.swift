/// Links that lead through somebody else: where they lead in the end, as far as their text says.
public enum Redirector {
  /// Wrappers around wrappers that are undone.
  public static let depthLimit = 4

  /// The end of the way; `url` itself where it is no known wrapper, or its text does not tell.
  public static func target(of url: WebURL) -> WebURL {
    var url = url
    for _ in 0..<depthLimit {
      guard let next = unwrapped(url) else { break }
      url = next
    }
    return url
  }

  /// One step.
  static func unwrapped(_ url: WebURL) -> WebURL? {
    guard url.isWeb, let host = url.layout.host else { return nil }
    // Nothing to find in a link without a query, but for those that carry their target in the path.
    let isInPath = url.bytes[url.layout.path].count > 8
    guard url.layout.query != nil || isInPath else { return nil }
    if let form = RedirectorList.form(of: url.bytes[host]) { return target(of: url, in: form) }
    return parameter(of: url, named: RedirectorList.genericParameters)
  }

  private static func target(of url: WebURL, in form: RedirectorList.Form) -> WebURL? {
    switch form {
    case .parameter(let names): parameter(of: url, named: names)
    case .path: inPath(of: url)
    case .urlDefense: ProofpointURL.target(of: url)
    case .encodedParameter(let name): value(of: name, in: url).flatMap { Base64URL.decoded($0) }.flatMap { absolute($0) }
    }
  }

  /// The first parameter of one of those names that is a URL.
  private static func parameter(of url: WebURL, named names: NameTable<Void>) -> WebURL? {
    guard let query = url.layout.query else { return nil }
    for pair in url.bytes[query].split(separator: UInt8(ascii: "&")).prefix(parameterLimit) {
      guard let equals = pair.firstIndex(of: UInt8(ascii: "=")), names.contains(HTMLName(pair[..<equals])) else { continue }
      let value = PercentEncoding.decoded(pair[(equals + 1)...])
      // Escaped once more where one redirector was wrapped for another.
      if let target = absolute(value) ?? absolute(PercentEncoding.decoded(value[...])) { return target }
    }
    return nil
  }

  /// Parameters of one link that are looked at.
  private static let parameterLimit = 64

  static func value(of name: HTMLName, in url: WebURL) -> [UInt8]? {
    guard let query = url.layout.query else { return nil }
    let pair = url.bytes[query].split(separator: UInt8(ascii: "&")).prefix(parameterLimit).first { pair in
      HTMLName(pair.prefix { $0 != UInt8(ascii: "=") }) == name
    }
    return pair.map { PercentEncoding.decoded($0.drop { $0 != UInt8(ascii: "=") }.dropFirst()) }
  }

  /// `…/https%3A%2F%2Fwww.example.com`, `/web/2020/https://www.example.com`, `/amp/s/www.example.com`
  private static func inPath(of url: WebURL) -> WebURL? {
    let path = PercentEncoding.decoded(url.bytes[url.layout.path])
    for start in path.indices where path[start] | 0x20 == UInt8(ascii: "h") {
      if let target = absolute(Array(path[start...])) { return target }
    }
    for (mark, scheme) in [("/s/", "https://"), ("/c/", "http://")] {
      guard let range = path.firstRange(of: mark.utf8), HostGuess.beginsWithHost(path[range.upperBound...]) else { continue }
      return WebURL(Array(scheme.utf8) + path[range.upperBound...])
    }
    return nil
  }

  /// A web address with its scheme.
  static func absolute(_ text: [UInt8]) -> WebURL? {
    let scheme = HTMLName(text.prefix { $0 != UInt8(ascii: ":") }.prefix(6))
    guard scheme == HTMLName("http") || scheme == HTMLName("https"), text.contains(UInt8(ascii: "/")) else { return nil }
    return WebURL(text)
  }
}
