public import GatewayConfiguration
public import MailTypes

/// The recipients a file lists for one domain: an address or a local-part a line, or a YAML list of them; `@example.org`
/// stands for every address of that domain. Addresses of other domains are left out, so that domains can share a file.
public struct RecipientList: Hashable, Sendable {
  /// Octets. A million recipients take some 30 MB.
  public static let maximumSize = 128 << 20
  /// Problems named at once: a file of another kind is wrong in every line.
  static let maximumProblems = 20

  /// In lower case.
  private var localParts: Set<String> = []
  public private(set) var isCatchAll = false

  public var count: Int { localParts.count }

  /// Reads the file at `path` for `domain`.
  /// - Throws: the lines that are wrong, or that the file cannot be read.
  public init(path: String, domain: DomainName) throws(ConfigurationError) {
    let bytes: [UInt8]
    do {
      bytes = try SmallFile.read(path, maximumSize: RecipientList.maximumSize)
    } catch {
      throw ConfigurationError(problems: [
        ConfigurationProblem(file: path, line: 0, message: "\(error.message); give a file that can be read")
      ])
    }
    try self.init(bytes: bytes, name: path, domain: domain)
  }

  /// Reads `bytes` as the contents of a file called `name`.
  /// - Throws: the lines that are wrong.
  public init(bytes: [UInt8], name: String, domain: DomainName) throws(ConfigurationError) {
    var problems: [ConfigurationProblem] = []
    for (line, text) in TextLines(bytes) where problems.count < RecipientList.maximumProblems {
      guard let entry = RecipientList.entry(text, domain) else {
        problems.append(
          ConfigurationProblem(
            file: name, line: line,
            message: "not a recipient; give an address, a local-part, or @domain for all of a domain"))
        continue
      }
      switch entry {
      case .localPart(let localPart): localParts.insert(localPart)
      case .everyone: isCatchAll = true
      case .elsewhere: break
      }
    }
    guard problems.isEmpty else { throw ConfigurationError(problems: problems) }
  }

  /// Case is ignored; `user+tag` is `user` where it is not listed itself.
  public func contains(_ localPart: String) -> Bool {
    if isCatchAll { return true }
    let localPart = localPart.lowercased()
    if localParts.contains(localPart) { return true }
    guard let plus = localPart.firstIndex(of: "+"), plus > localPart.startIndex else { return false }
    return localParts.contains(String(localPart[..<plus]))
  }

  private enum Entry {
    case localPart(String)
    case everyone
    case elsewhere
  }

  private static func entry(_ line: String, _ domain: DomainName) -> Entry? {
    let text = line.hasPrefix("- ") ? unquoted(line.dropFirst(2).drop { $0 == " " }) : line[...]
    if text.first == "@" {
      return DomainName(text.dropFirst()).map { $0 == domain ? .everyone : .elsewhere }
    }
    if let address = EmailAddress(text) {
      return address.domainName == domain ? .localPart(address.localPart.lowercased()) : .elsewhere
    }
    return EmailAddress("\(text)@\(domain)").map { .localPart($0.localPart.lowercased()) }
  }

  /// A YAML scalar may stand in quotes; addresses need none of YAML's escapes.
  private static func unquoted(_ text: Substring) -> Substring {
    guard text.count >= 2, let quote = text.first, quote == "\"" || quote == "'", text.last == quote else { return text }
    return text.dropFirst().dropLast()
  }
}
