import AdminAPI
import ArgumentParser
import GatewayStorage
import MailTypes

/// `martlet Get-MessageTraceV2`, eop-spec §11.6: `martlet trace search` by the names of Exchange.
struct GetMessageTraceV2: AsyncParsableCommand {
  static let configuration = CommandConfiguration.exchange(
    "Get-MessageTraceV2", abstract: "Find messages, the newest first (see also 'trace search')",
    discussion: """
      Where there are more than -ResultSize, the last line says with which -StartingRecipientAddress and -EndDate the search \
      goes on.
      """)

  @Option(
    name: .exchange("SenderAddress"), help: ArgumentHelp("Only from senders like this: *@contoso.com", valueName: "pattern"))
  var sender: String?

  @Option(name: .exchange("RecipientAddress"), help: ArgumentHelp("Only to recipients like this", valueName: "pattern"))
  var recipient: String?

  @Option(
    name: .exchange("StartDate"),
    help: ArgumentHelp("Not before: 2026-11-23, 2026-11-23T09:00:00Z, or as long ago as 48h, 10d", valueName: "time"))
  var start: TraceTime = .ago(hours: 48)

  @Option(name: .exchange("EndDate"), help: ArgumentHelp("Not after", valueName: "time"))
  var end: TraceTime?

  @Option(name: .exchange("Status"), help: ArgumentHelp("Only with this status", valueName: "status"))
  var status: ExchangeChoice<TraceStatus>?

  @Option(name: .exchange("MessageId"), help: ArgumentHelp("Only with this Message-ID", valueName: "id"))
  var messageID: String?

  @Option(name: .exchange("MessageTraceId"), help: ArgumentHelp("Only this message", valueName: "id"))
  var traceID: TraceID?

  @Option(name: .exchange("FromIP"), help: ArgumentHelp("Only from this client address", valueName: "address"))
  var client: IPAddress?

  @Option(name: .exchange("Subject"), help: ArgumentHelp("Only with this in the subject", valueName: "text"))
  var subject: String?

  @Option(name: .exchange("SubjectFilterType"), help: "Where in the subject")
  var subjectPlace = ExchangeChoice(SubjectPlace.contains)

  @Option(name: .exchange("ResultSize"), help: ArgumentHelp("At most so many rows, 1 to 5000", valueName: "count"))
  var resultSize = 1000

  @Option(
    name: .exchange("StartingRecipientAddress"),
    help: ArgumentHelp("With -EndDate: go on after this recipient's row of that time", valueName: "address"))
  var startingRecipient: EmailAddress?

  @Option(name: .exchange("Organization"), help: ArgumentHelp("Only of this organization", valueName: "name"))
  var organization: String?

  @OptionGroup var options: GatewayOptions

  /// Where `-Subject` is looked for.
  enum SubjectPlace: String, CaseIterable {
    case contains = "Contains"
    case startsWith = "StartsWith"
    case endsWith = "EndsWith"
  }

  func validate() throws {
    guard (1...5000).contains(resultSize) else { throw ValidationError("-ResultSize takes 1 to 5000, not \(resultSize)") }
    guard startingRecipient == nil || end != nil else {
      throw ValidationError("-StartingRecipientAddress needs the -EndDate that stood beside it")
    }
  }

  func run() async throws {
    var found = try await rows()
    let isCut = found.count > resultSize
    found = Array(found.prefix(resultSize))
    if options.isJSON { return try Output.json(TraceListDocument(items: found, next: isCut ? found.last?.cursor : nil)) }
    var table = Table(
      ["RECEIVED", "SENDER ADDRESS", "RECIPIENT ADDRESS", "SUBJECT", "STATUS", "FROM IP", "SIZE", "MESSAGE TRACE ID"],
      elastic: 3)
    for row in found {
      table.add([
        "\(row.received.wholeSeconds)", "<\(row.sender)>", "\(row.recipient)", row.subject, row.status.rawValue,
        "\(row.client)", "\(row.size)", "\(row.traceID)",
      ])
    }
    table.print(orElse: "No message is like that.")
    if isCut, let last = found.last {
      Output.write("More with -StartingRecipientAddress '\(last.recipient)' -EndDate \(last.received)\n")
    }
  }

  /// Pages are asked for until there is one row more than wanted, which tells that there are more.
  private func rows() async throws -> [TraceListingDocument] {
    let client = try options.client()
    var found: [TraceListingDocument] = []
    var after: String?
    repeat {
      let page = try await client.traces(query + (after.map { [("after", $0)] } ?? []))
      found += page.items.filter(isWanted)
      after = page.next
    } while found.count <= resultSize && after != nil
    return found
  }

  private var query: [(String, String)] {
    // The end is in the range here, and outside of it for the gateway.
    let until = end.map { UTCTime(microseconds: $0.time.microseconds + 1) }
    let all = [
      ("sender", sender), ("recipient", recipient), ("since", "\(start.time)"), ("until", until.map { "\($0)" }),
      ("status", status?.value.rawValue), ("messageID", messageID.map(TraceCommand.bracketed)), ("subject", subject),
      ("client", client.map { "\($0)" }), ("organization", organization), ("limit", "\(GetMessageTraceV2.pageSize)"),
    ]
    return all.compactMap { name, value in value.map { (name, $0) } }
  }

  /// The most that the gateway gives at once.
  private static let pageSize = 1000

  /// What the gateway does not sort out itself.
  private func isWanted(_ row: TraceListingDocument) -> Bool {
    if let traceID, row.traceID != traceID { return false }
    // Rows of one moment stand in falling order of their recipients.
    if let startingRecipient, row.received == end?.time, row.recipient.key >= startingRecipient.key { return false }
    guard let text = subject?.lowercased() else { return true }
    switch subjectPlace.value {
    case .contains: return true
    case .startsWith: return row.subject.lowercased().hasPrefix(text)
    case .endsWith: return row.subject.lowercased().hasSuffix(text)
    }
  }
}

extension TraceListingDocument {
  /// What `trace search --after` takes to go on.
  fileprivate var cursor: String {
    "\(TraceCursor(receivedAt: received.microseconds, traceID: traceID, recipient: recipient.key))"
  }
}
