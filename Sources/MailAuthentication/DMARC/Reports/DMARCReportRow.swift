import MailTypes

/// A record that is being read.
struct DMARCReportRow {
  private var source: IPAddress?
  private var count: Int?
  private var disposition = DMARCReportRecord.Disposition.none
  private var dkimAligned = false
  private var spfAligned = false
  private var override = DMARCReportRecord.Override(type: "")
  private var overrides: [DMARCReportRecord.Override] = []
  private var headerFrom = ""
  private var envelopeFrom: String?
  private var envelopeTo: String?
  private var authentication = DMARCReportRecord.Authentication()
  private var dkim: [DMARCReportRecord.Authentication] = []
  private var spf: [DMARCReportRecord.Authentication] = []

  /// `nil` without an address and a count of messages.
  var record: DMARCReportRecord? {
    guard let source, let count, count >= 0 else { return nil }
    var record = DMARCReportRecord(
      source: source, count: count, disposition: disposition, dkimAligned: dkimAligned, spfAligned: spfAligned,
      headerFrom: headerFrom)
    record.overrides = overrides
    record.envelopeFrom = envelopeFrom
    record.envelopeTo = envelopeTo
    record.dkim = dkim
    record.spf = spf
    return record
  }

  /// The element at `path` below `record` has ended.
  mutating func set(_ path: ArraySlice<String>, _ value: String) {
    switch (path.first, path.dropFirst().first) {
    case ("row", "policy_evaluated"?): setEvaluated(Array(path.dropFirst(2)), value)
    case ("row", "source_ip"?): source = IPAddress(value)
    case ("row", "count"?): count = Int(value)
    case ("identifiers", "header_from"?): headerFrom = value
    case ("identifiers", "envelope_from"?): envelopeFrom = value
    case ("identifiers", "envelope_to"?): envelopeTo = value
    case ("auth_results", let kind?): setAuthentication(kind, path.dropFirst(2).first, value)
    default: break
    }
  }

  private mutating func setEvaluated(_ path: [String], _ value: String) {
    switch path {
    case ["disposition"]: disposition = DMARCReportRecord.Disposition(rawValue: value.lowercased()) ?? .none
    case ["dkim"]: dkimAligned = value.lowercased() == "pass"
    case ["spf"]: spfAligned = value.lowercased() == "pass"
    case ["reason", "type"]: override.type = value
    case ["reason", "comment"]: override.comment = value
    case ["reason"]:
      if overrides.count < DMARCReportLimits.results { overrides.append(override) }
      override = DMARCReportRecord.Override(type: "")
    default: break
    }
  }

  /// `name` is `nil` where the whole result has ended.
  private mutating func setAuthentication(_ kind: String, _ name: String?, _ value: String) {
    switch name {
    case "domain"?: authentication.domain = value
    case "selector"?: authentication.selector = value
    case "scope"?: authentication.scope = value.lowercased()
    case "result"?: authentication.result = value.lowercased()
    case "human_result"?: authentication.explanation = value
    case nil:
      if kind == "dkim", dkim.count < DMARCReportLimits.results { dkim.append(authentication) }
      if kind == "spf", spf.count < DMARCReportLimits.results { spf.append(authentication) }
      authentication = DMARCReportRecord.Authentication()
    default: break
    }
  }
}
