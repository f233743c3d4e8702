public import MailTypes

/// What an entry of the Tenant Allow/Block List is about.
public enum AllowBlockValue: Hashable, Sendable {
  case sender(SenderPattern)
  case url(URLPattern)
  /// SHA-256 of a file, 64 hexadecimal digits in lower case.
  case file(String)
  /// IPv6 only; IPv4 is the connection filter's.
  case ip(IPNetwork)

  /// `ListType` of Exchange, as Martlet spells it.
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    case sender, url, fileHash, ip
  }

  /// - Throws: what is wrong, and what to write.
  public init(_ kind: Kind, _ text: String) throws(PolicyProblem) {
    let value: AllowBlockValue? =
      switch kind {
      case .sender: SenderPattern(text).map { .sender($0) }
      case .url: URLPattern(text).map { .url($0) }
      case .fileHash: AllowBlockValue.hash(text).map { .file($0) }
      case .ip: IPNetwork(text).flatMap { $0.base.bitWidth == 128 && $0.prefixLength > 0 ? .ip($0) : nil }
      }
    guard let value else { throw PolicyProblem(["value"], "\(text) is no \(kind.noun)") }
    self = value
  }

  private static func hash(_ text: String) -> String? {
    let text = text.lowercased()
    return text.utf8.count == 64 && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) } ? text : nil
  }

  public var kind: Kind {
    switch self {
    case .sender: .sender
    case .url: .url
    case .file: .fileHash
    case .ip: .ip
    }
  }
}

extension AllowBlockValue.Kind {
  var noun: String {
    switch self {
    case .sender: "sender; give an address, a domain, or *.domain for a domain and all below it"
    case .url: "link entry; give contoso.com, contoso.com/path/*, *.contoso.com or ~contoso.com, without scheme and port"
    case .fileHash: "SHA-256; give 64 hexadecimal digits"
    case .ip: "IPv6 address or network; IPv4 goes into the connection filter"
    }
  }
}

extension AllowBlockValue: CustomStringConvertible {
  public var description: String {
    switch self {
    case .sender(let pattern): "\(pattern)"
    case .url(let pattern): "\(pattern)"
    case .file(let hash): hash
    case .ip(let network): "\(network)"
    }
  }
}
