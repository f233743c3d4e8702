/// Whether a record stands at a public suffix (RFC 9989 §4.7 `psd`).
public enum DMARCPublicSuffixFlag: String, Hashable, Sendable, Codable {
  case yes = "y"
  case no = "n"
  case unknown = "u"
}
