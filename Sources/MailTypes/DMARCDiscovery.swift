/// Which standard finds DMARC records and organizations.
public enum DMARCDiscovery: String, Hashable, Sendable, Codable, CaseIterable {
  /// RFC 9989 §4.10: the tree of DNS is walked.
  case treeWalk = "9989"
  /// RFC 7489 §3.2: the public suffix list.
  case publicSuffixList = "7489"
}
