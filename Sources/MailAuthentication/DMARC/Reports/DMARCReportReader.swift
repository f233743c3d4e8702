public import MailTypes

/// Reads aggregate reports of both shapes: that of RFC 9990 and that of RFC 7489 Appendix C, which most reporters still send.
/// Elements of neither are passed over.
struct DMARCReportReader {
  private var reporter = DMARCAggregateReport.Reporter()
  private var published = DMARCAggregateReport.PublishedPolicy()
  private var id: String?
  private var begin: Int64?
  private var end: Int64?
  private var errors: [String] = []
  private var records: [DMARCReportRecord] = []
  private var row = DMARCReportRow()
  /// The names of the open elements below the root.
  private var path: [String] = []
  private var text: [UInt8] = []

  mutating func read(_ bytes: [UInt8]) throws(DMARCReportError) -> DMARCAggregateReport {
    guard bytes.count <= DMARCReportLimits.octets else {
      throw .tooLarge(octets: bytes.count, limit: DMARCReportLimits.octets)
    }
    var reader = XMLReader(bytes)
    guard let root = try reader.firstElement(), root == "feedback" else { throw .missing("feedback") }
    while let event = try reader.next() {
      switch event {
      case .start(let name):
        path.append(name)
        text = []
      case .text(let part): text += part.prefix(max(0, DMARCReportLimits.textOctets - text.count))
      case .end:
        try close()
        _ = path.popLast()
        text = []
      }
    }
    return try report()
  }

  private mutating func close() throws(DMARCReportError) {
    let value = String(decoding: DMARCReportReader.trimmed(text[...]), as: UTF8.self)
    switch (path.first, path.count) {
    case ("report_metadata", _): metadata(path.dropFirst(), value)
    case ("policy_published", 2): policy(path[1], value)
    case ("record", 1):
      guard records.count < DMARCReportLimits.records else { throw .tooManyRecords(limit: DMARCReportLimits.records) }
      // A record without an address or a count says nothing.
      if let record = row.record { records.append(record) }
      row = DMARCReportRow()
    case ("record", _): row.set(path.dropFirst(), value)
    default: break
    }
  }

  private mutating func metadata(_ path: ArraySlice<String>, _ value: String) {
    switch Array(path) {
    case ["org_name"]: reporter.name = value
    case ["email"]: reporter.email = value
    case ["extra_contact_info"]: reporter.contact = value
    case ["generator"]: reporter.generator = value
    case ["report_id"]: id = value
    case ["error"]: if errors.count < DMARCReportLimits.results { errors.append(value) }
    case ["date_range", "begin"]: begin = DMARCReportReader.seconds(value)
    case ["date_range", "end"]: end = DMARCReportReader.seconds(value)
    default: break
    }
  }

  private mutating func policy(_ name: String, _ value: String) {
    let word = value.lowercased()
    switch name {
    case "domain": published.domain = value
    case "discovery_method": published.discovery = word == "psl" ? .publicSuffixList : word == "treewalk" ? .treeWalk : nil
    case "p": published.policy = DMARCPolicy(rawValue: word)
    case "sp": published.subdomainPolicy = DMARCPolicy(rawValue: word)
    case "np": published.nonexistentPolicy = DMARCPolicy(rawValue: word)
    case "adkim": published.dkimAlignment = DMARCAlignmentMode(rawValue: word)
    case "aspf": published.spfAlignment = DMARCAlignmentMode(rawValue: word)
    case "fo": published.failureOptions = value
    case "testing": published.isTesting = word == "y"
    case "pct": published.percentage = Int(value).flatMap { (0...100).contains($0) ? $0 : nil }
    default: break
    }
  }

  private func report() throws(DMARCReportError) -> DMARCAggregateReport {
    guard let id, !id.isEmpty else { throw .missing("report_id") }
    guard let begin, let end else { throw .missing("date_range") }
    guard !published.domain.isEmpty else { throw .missing("policy_published domain") }
    var report = DMARCAggregateReport(
      reporter: reporter, id: id, begin: UTCTime(microseconds: begin * 1_000_000),
      end: UTCTime(microseconds: end * 1_000_000), published: published)
    report.errors = errors
    report.records = records
    return report
  }

  /// Seconds since 1970 that a time can hold: to the end of the year 9999.
  private static func seconds(_ text: String) -> Int64? {
    Int64(text).flatMap { (0...253_402_300_799).contains($0) ? $0 : nil }
  }

  private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let head = text.drop { $0 <= 0x20 }
    return head[..<(head.lastIndex { $0 > 0x20 }.map { $0 + 1 } ?? head.startIndex)]
  }
}

extension DMARCAggregateReport {
  /// Reads a report.
  /// - Parameter xml: unpacked.
  public init(xml: [UInt8]) throws(DMARCReportError) {
    var reader = DMARCReportReader()
    self = try reader.read(xml)
  }
}

extension XMLReader {
  /// The name of the root element.
  fileprivate mutating func firstElement() throws(DMARCReportError) -> String? {
    guard case .start(let name)? = try next() else { return nil }
    return name
  }
}
