import AdminAPI
import FilterPolicy
import GatewayStorage
import MailTypes

/// A traced message for people.
enum TraceText {
  static func print(_ trace: TraceDocument) {
    details(trace).print()
    for recipient in trace.recipients {
      Output.write("\n")
      details(recipient).print()
      for line in recipient.decision?.because ?? [] { Output.write("  \(Output.printable(line))\n") }
      events(recipient).print(orElse: "")
    }
  }

  static func details(_ trace: TraceDocument) -> Details {
    var details = Details()
    details.add("trace", "\(trace.traceID)")
    details.add("organization", trace.organization)
    details.add("received", "\(trace.received)")
    details.add("client", "\(trace.client)" + (trace.helo.isEmpty ? "" : " (\(trace.helo))"))
    details.add("user", trace.user)
    details.add("sender", "<\(trace.sender)>")
    details.add("subject", trace.subject)
    details.add("message id", trace.messageID)
    details.add("size", trace.size > 0 ? ReadableSize.text(trace.size) : nil)
    return details
  }

  private static func details(_ recipient: TraceDocument.Recipient) -> Details {
    var details = Details()
    details.add("recipient", "\(recipient.address)")
    details.add("status", recipient.status.rawValue)
    guard let decision = recipient.decision else { return details }
    details.add("verdict", "\(decision.verdict.rawValue), SCL \(decision.scl), BCL \(decision.bcl)")
    details.add("action", decision.action.rawValue)
    details.add("policy", decision.policy)
    details.add("rule", decision.rule)
    details.add("revision", recipient.revision.map { "\($0)" })
    details.add("would change if", decision.wouldChangeIf)
    return details
  }

  static func events(_ recipient: TraceDocument.Recipient) -> Table {
    var table = Table(["TIME", "EVENT", "DETAIL"], elastic: 2)
    for event in recipient.events { table.add(["\(event.time)", event.event.rawValue, event.detail]) }
    return table
  }
}
