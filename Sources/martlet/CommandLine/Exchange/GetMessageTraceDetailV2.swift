import AdminAPI
import ArgumentParser
import FilterPolicy
import GatewayStorage
import MailTypes

/// `martlet Get-MessageTraceDetailV2`, eop-spec §11.6: what happened to one recipient's copy of a message.
struct GetMessageTraceDetailV2: AsyncParsableCommand {
  static let configuration = CommandConfiguration.exchange(
    "Get-MessageTraceDetailV2", abstract: "Show what happened to a message for one recipient (see also 'trace show')")

  @Option(name: .exchange("MessageTraceId"), help: ArgumentHelp("As Get-MessageTraceV2 and the log show it", valueName: "id"))
  var traceID: TraceID

  @Option(name: .exchange("RecipientAddress"), help: ArgumentHelp("The recipient", valueName: "address"))
  var recipient: EmailAddress

  @Option(name: .exchange("Event"), help: "Only such events")
  var event: ExchangeChoice<TraceEvent.Kind>?

  @Option(name: .exchange("StartDate"), help: ArgumentHelp("Only events not before this", valueName: "time"))
  var start: TraceTime?

  @Option(name: .exchange("EndDate"), help: ArgumentHelp("Only events not after this", valueName: "time"))
  var end: TraceTime?

  @Option(name: .exchange("Organization"), help: ArgumentHelp("Only of this organization", valueName: "name"))
  var organization: String?

  @OptionGroup var options: GatewayOptions

  func run() async throws {
    var found = try await options.client().trace(traceID, organization: organization)
    for index in found.items.indices {
      found.items[index].recipients = found.items[index].recipients.filter { $0.address.key == recipient.key }.map(narrowed)
    }
    found.items.removeAll { $0.recipients.isEmpty }
    if options.isJSON { return try Output.json(found) }
    var table = Table(["DATE", "EVENT", "ACTION", "DETAIL"], elastic: 3)
    for recipient in found.items.flatMap(\.recipients) {
      for event in recipient.events {
        table.add(["\(event.time)", event.event.rawValue, recipient.decision?.action.rawValue ?? "", event.detail])
      }
    }
    table.print(orElse: "Nothing like that happened to this message for \(recipient).")
  }

  private func narrowed(_ recipient: TraceDocument.Recipient) -> TraceDocument.Recipient {
    var recipient = recipient
    recipient.events.removeAll { each in
      event.map { $0.value != each.event } ?? false || start.map { each.time < $0.time } ?? false
        || end.map { each.time > $0.time } ?? false
    }
    return recipient
  }
}
