public import MailTypes

/// Writes aggregate reports in the shape of RFC 9990 §2, elements in the order it gives.
struct DMARCReportWriter {
  private var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>"]
  private var depth = 0

  mutating func write(_ report: DMARCAggregateReport) -> [UInt8] {
    block("feedback", "feedback xmlns=\"urn:ietf:params:xml:ns:dmarc-2.0\"") { writer in
      writer.element("version", "1.0")
      writer.metadata(report)
      writer.policy(report.published)
      for record in report.records { writer.record(record) }
    }
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  private mutating func metadata(_ report: DMARCAggregateReport) {
    block("report_metadata") { writer in
      writer.element("org_name", report.reporter.name)
      writer.element("email", report.reporter.email)
      writer.element("extra_contact_info", report.reporter.contact)
      writer.element("report_id", report.id)
      writer.block("date_range") { writer in
        writer.element("begin", "\(report.begin.unixSeconds)")
        writer.element("end", "\(report.end.unixSeconds)")
      }
      for error in report.errors { writer.element("error", error) }
      writer.element("generator", report.reporter.generator)
    }
  }

  private mutating func policy(_ policy: DMARCAggregateReport.PublishedPolicy) {
    block("policy_published") { writer in
      writer.element("domain", policy.domain)
      writer.element("discovery_method", policy.discovery.map { $0 == .treeWalk ? "treewalk" : "psl" })
      writer.element("p", (policy.policy ?? .none).rawValue)
      writer.element("sp", policy.subdomainPolicy?.rawValue)
      writer.element("np", policy.nonexistentPolicy?.rawValue)
      writer.element("fo", policy.failureOptions)
      writer.element("adkim", policy.dkimAlignment?.rawValue)
      writer.element("aspf", policy.spfAlignment?.rawValue)
      writer.element("testing", policy.isTesting.map { $0 ? "y" : "n" })
    }
  }

  private mutating func record(_ record: DMARCReportRecord) {
    block("record") { writer in
      writer.row(record)
      writer.block("identifiers") { writer in
        writer.element("header_from", record.headerFrom)
        writer.element("envelope_from", record.envelopeFrom)
        writer.element("envelope_to", record.envelopeTo)
      }
      writer.block("auth_results") { writer in
        for result in record.dkim.prefix(DMARCReportLimits.results) { writer.authentication("dkim", result) }
        for result in record.spf.prefix(1) { writer.authentication("spf", result) }
      }
    }
  }

  private mutating func row(_ record: DMARCReportRecord) {
    block("row") { writer in
      writer.element("source_ip", "\(record.source)")
      writer.element("count", "\(record.count)")
      writer.block("policy_evaluated") { writer in
        writer.element("disposition", record.disposition.rawValue)
        writer.element("dkim", record.dkimAligned ? "pass" : "fail")
        writer.element("spf", record.spfAligned ? "pass" : "fail")
        for reason in record.overrides {
          writer.block("reason") { writer in
            writer.element("type", reason.type)
            writer.element("comment", reason.comment)
          }
        }
      }
    }
  }

  private mutating func authentication(_ kind: String, _ result: DMARCReportRecord.Authentication) {
    block(kind) { writer in
      writer.element("domain", result.domain)
      // RFC 9990 §2: a signature always has a selector; an SPF result says which identity it is about.
      if kind == "dkim" { writer.element("selector", result.selector ?? "") } else { writer.element("scope", result.scope) }
      writer.element("result", result.result)
      writer.element("human_result", result.explanation)
    }
  }

  private mutating func block(_ name: String, _ tag: String? = nil, _ content: (inout DMARCReportWriter) -> Void) {
    line("<\(tag ?? name)>")
    depth += 1
    content(&self)
    depth -= 1
    line("</\(name)>")
  }

  /// Nothing for `nil`.
  private mutating func element(_ name: String, _ value: String?) {
    guard let value else { return }
    line("<\(name)>\(XMLText.encoded(value))</\(name)>")
  }

  private mutating func line(_ text: String) { lines.append(String(repeating: "  ", count: depth) + text) }
}

extension DMARCAggregateReport {
  /// The report as a file, not packed. RFC 9990 §2 asks for at least one record.
  public var xml: [UInt8] {
    var writer = DMARCReportWriter()
    return writer.write(self)
  }
}
