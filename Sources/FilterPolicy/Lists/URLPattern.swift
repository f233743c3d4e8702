import MailTypes

/// The links that an entry of the Tenant Allow/Block List names (eop-spec §7.6).
public struct URLPattern: Hashable, Sendable {
  enum Host: Hashable, Sendable {
    case domain(DomainName)
    case address(IPAddress)
  }

  enum Left: Hashable, Sendable {
    case itself
    /// `*.`: what is below it.
    case below
    /// `~`: itself and what is below it.
    case itselfAndBelow
  }

  enum Right: Hashable, Sendable {
    case nothing
    /// `/a`.
    case path(String)
    /// `/*`, `/a/*`: something after this beginning, which ends in `/`.
    case beyond(String)
    /// `~`: anything, and the name as a step of another link's path.
    case anything
  }

  let host: Host
  let left: Left
  let right: Right

  /// Characters of an entry.
  public static let limit = 250

  /// `nil` where eop-spec §7.6 has no such entry: a scheme, a port, a wildcard elsewhere, a host without a period, Unicode.
  public init?(_ text: String) {
    guard text.utf8.count <= URLPattern.limit, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
    var rest = text.lowercased()[...]
    left = rest.hasPrefix("*.") ? .below : rest.hasPrefix("~") ? .itselfAndBelow : .itself
    rest = rest.dropFirst(left == .below ? 2 : left == .itselfAndBelow ? 1 : 0)
    guard let (name, right) = URLPattern.split(rest, left) else { return nil }
    self.right = right
    if left == .itself, let address = URLPattern.address(name) {
      host = .address(address)
    } else {
      guard let domain = DomainName(name), URLPattern.isPossible(domain, left, right) else { return nil }
      host = .domain(domain)
    }
  }

  private static func split(_ text: Substring, _ left: Left) -> (Substring, Right)? {
    if text.hasSuffix("~") {
      return left == .itselfAndBelow && !text.contains("/") ? (text.dropLast(), .anything) : nil
    }
    guard let slash = text.firstIndex(of: "/") else { return (text, .nothing) }
    let path = text[slash...]
    let beginning = path.hasSuffix("/*") ? path.dropLast() : path
    guard !beginning.contains(where: { "*~\"'".contains($0) }) else { return nil }
    if beginning.count < path.count { return (text[..<slash], .beyond(String(beginning))) }
    return (text[..<slash], path == "/" ? .nothing : .path(String(path)))
  }

  /// An IPv6 address stands in brackets, as in links, or bare.
  private static func address(_ text: Substring) -> IPAddress? {
    IPAddress(text.hasPrefix("[") && text.hasSuffix("]") ? text.dropFirst().dropLast() : text)
  }

  /// One label may only be a top-level domain with everything in it: `*.xyz/*`.
  private static func isPossible(_ domain: DomainName, _ left: Left, _ right: Right) -> Bool {
    let labels = domain.labels
    guard let last = labels.last, last.count >= 2, !last.hasPrefix("xn--"), last.contains(where: { !$0.isNumber }) else {
      return false
    }
    if labels.count == 1 { return left == .below && right == .beyond("/") }
    return !fileExtensions.contains(last)
  }

  /// Ends of file names that are no top-level domains: who writes `test.pdf` means a file.
  private static let fileExtensions: Set<Substring> = [
    "pdf", "doc", "docx", "docm", "xls", "xlsx", "xlsm", "ppt", "pptx", "exe", "dll", "msi", "bat", "cmd", "vbs", "js", "jar",
    "rar", "7z", "gz", "tar", "iso", "img", "jpg", "jpeg", "png", "gif", "bmp", "txt", "csv", "htm", "html", "xml", "rtf",
    "lnk",
    "scr", "hta", "eml", "msg",
  ]

  /// Entries that start with a wildcard may block, not allow (eop-spec §7.6).
  public var mayAllow: Bool { left == .itself }
}

extension URLPattern: CustomStringConvertible {
  public var description: String {
    let name =
      switch host {
      case .domain(let domain): domain.text
      case .address(let address): "\(address)"
      }
    let start = left == .below ? "*." : left == .itselfAndBelow ? "~" : ""
    return switch right {
    case .nothing: start + name
    case .path(let path): start + name + path
    case .beyond(let path): start + name + path + "*"
    case .anything: start + name + "~"
    }
  }
}
