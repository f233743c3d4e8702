/// The policy file of MTA-STS (RFC 8461 §3.2).
public struct MTASTSPolicy: Hashable, Sendable {
  public enum Mode: String, Hashable, Sendable {
    case enforce, testing, none
  }

  /// Why a text is no policy.
  public struct Failure: Error, Hashable, Sendable {
    public let reason: String
  }

  /// Octets of a policy file that are read: RFC 8461 §3.3 leaves the bound to the reader and advises 64 KiB.
  public static let octetLimit = 65_536
  private static let patternLimit = 100

  public let mode: Mode
  /// Seconds, 0…31557600.
  public let maximumAge: Int
  /// `mx`: host names, or `*.` and a domain.
  public let patterns: [String]

  public init(_ octets: [UInt8]) throws(Failure) {
    guard octets.count <= Self.octetLimit else {
      throw Failure(reason: "\(octets.count) octets, \(Self.octetLimit) are the most")
    }
    var fields: [String: String] = [:]
    var patterns: [String] = []
    for line in octets.split(separator: UInt8(ascii: "\n")) {
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
      let name = Self.trimmed(line[..<colon])
      let value = Self.trimmed(line[(colon + 1)...])
      if name == "mx" { patterns.append(value.lowercased()) }
      // RFC 8461 §3.2: of fields that occur twice the first counts.
      if fields[name] == nil { fields[name] = value }
    }
    guard fields["version"] == "STSv1" else { throw Failure(reason: "its version is not STSv1") }
    guard let mode = fields["mode"].flatMap(Mode.init) else { throw Failure(reason: "mode is not enforce, testing or none") }
    guard let age = fields["max_age"].flatMap({ Int($0) }), (0...31_557_600).contains(age) else {
      throw Failure(reason: "max_age is not a number of seconds up to a year")
    }
    guard mode == .none || !patterns.isEmpty else { throw Failure(reason: "it names no mx") }
    guard patterns.count <= Self.patternLimit else { throw Failure(reason: "more than \(Self.patternLimit) mx lines") }
    (self.mode, maximumAge, self.patterns) = (mode, age, patterns)
  }

  /// RFC 8461 §4.1: an asterisk stands for one label.
  public func allows(_ host: String) -> Bool {
    let host = host.lowercased()
    return patterns.contains { pattern in
      guard pattern.hasPrefix("*.") else { return pattern == host }
      return host.firstIndex(of: ".").map { host[$0...] == pattern.dropFirst() } ?? false
    }
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
    let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
    let head = bytes.drop(while: isBlank)
    return String(decoding: head[..<(head.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? head.startIndex)], as: UTF8.self)
  }
}

/// What became of fetching a policy.
public enum MTASTSFetch: Hashable, Sendable {
  /// Status 200: the body.
  case fetched([UInt8])
  /// The server answers, but not with a policy that a sender may use.
  case refused(String)
  /// It cannot be reached from here, which says nothing.
  case unreachable(String)
}
