/// Why something is no aggregate report.
public enum DMARCReportError: Error, Hashable, Sendable {
  case tooLarge(octets: Int, limit: Int)
  case tooDeep(limit: Int)
  case tooManyRecords(limit: Int)
  /// A document type declaration: no report needs one, and it is how entities are made to multiply.
  case documentType
  case truncated
  case malformed(String)
  case missing(String)
}

extension DMARCReportError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .tooLarge(let octets, let limit): "the report has \(octets) octets, \(limit) is the most"
    case .tooDeep(let limit): "elements are nested more than \(limit) deep"
    case .tooManyRecords(let limit): "more than \(limit) records"
    case .documentType: "a document type declaration is not allowed"
    case .truncated: "the report ends too early"
    case .malformed(let what): "malformed \(what)"
    case .missing(let name): "\(name) is missing"
    }
  }
}

/// What bounds the reading of one report.
public enum DMARCReportLimits {
  /// Octets of XML, unpacked. The largest reports of large receivers are some megabytes.
  public static let octets = 32 * 1024 * 1024
  /// Records kept: one for each address and result.
  public static let records = 100_000
  /// Elements inside elements; the schema has six.
  public static let depth = 32
  /// Octets of text between two tags.
  public static let textOctets = 65_536
  /// Signatures and override reasons kept of one record (RFC 9990 §2: no more than 100 signatures).
  public static let results = 100
}
