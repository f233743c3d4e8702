import FilterEngine
import FilterPolicy
import MailAuthentication

/// What `martlet check auth` prints: the field, what it comes to, and each method's answer under its name.
struct SenderAnswer: Encodable {
  private let header: String
  private let compauth: Decision.CompositeAuthentication
  private let because: String
  private let spf: SPFAnswer
  private let dkim: DKIMAnswer
  private let dmarc: DMARCAnswer
  private let arc: ARCAnswer
  private let iprev: ReverseLookup

  init(_ found: SenderAuthentication, _ results: CompositeResults) {
    header = results.header
    compauth = results.compauth
    because = results.because
    spf = SPFAnswer(found.spf, of: found.spfRequest)
    dkim = DKIMAnswer(found.dkim)
    dmarc = DMARCAnswer(found.dmarc)
    arc = ARCAnswer(found.arc)
    iprev = found.facts.iprev
  }

  /// For people.
  var text: String {
    let sections = [("SPF", spf.text), ("DKIM", dkim.text), ("DMARC", dmarc.text), ("ARC", arc.text)]
    let body = sections.map { name, text in
      name + "\n" + text.split(separator: "\n").map { "  \($0)\n" }.joined()
    }
    return CheckText.lines([
      ("Composite", "\(compauth.result), reason \(compauth.reason)"), ("Because", because), ("Header", header),
    ]) + "\n" + body.joined(separator: "\n")
  }
}
