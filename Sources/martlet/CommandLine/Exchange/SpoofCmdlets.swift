import AdminAPI
import ArgumentParser
import FilterPolicy

// Spoofed senders by the names of Exchange (eop-spec §7.7, §8.1).

struct GetTenantAllowBlockListSpoofItems: AsyncParsableCommand {
  static let configuration = CommandConfiguration.exchange(
    "Get-TenantAllowBlockListSpoofItems", abstract: "List pairs that are allowed or blocked (see also 'spoof pairs')")

  @Option(name: .exchange("Action"), help: "Only Allow or Block") var action: ExchangeChoice<SpoofedSenderPair.Action>?
  @OptionGroup var options: PolicyOptions

  func run() async throws {
    var pairs = try await options.gateway.client().spoofedPairs(options.query)
    pairs.items.removeAll { item in action.map { $0.value != item.action } ?? false }
    try SpoofCommand.print(pairs, options.gateway)
  }
}

struct NewTenantAllowBlockListSpoofItems: AsyncParsableCommand {
  static let configuration = CommandConfiguration.exchange(
    "New-TenantAllowBlockListSpoofItems", abstract: "Allow or block a pair (see also 'spoof allow' and 'spoof block')",
    discussion: "-SpoofType is taken and not needed: whether a domain is your own is known here.")

  @Option(name: .exchange("SpoofedUser"), help: ArgumentHelp("An address, a domain, or *", valueName: "user")) var user: String
  @Option(name: .exchange("SendingInfrastructure"), help: ArgumentHelp("A domain, a /24, or *", valueName: "where"))
  var infrastructure: String
  @Option(name: .exchange("SpoofType"), help: "Internal or External") var type: String?
  @Option(name: .exchange("Action"), help: "Allow or Block") var action: ExchangeChoice<SpoofedSenderPair.Action>
  @Option(name: .exchange("Notes"), help: ArgumentHelp("Why", valueName: "text")) var notes: String?
  @OptionGroup var options: PolicyOptions

  func run() async throws {
    guard let pair = SpoofedSenderPair("\(user), \(infrastructure)") else {
      throw CommandFailure(ExitStatus.usage, "'\(user), \(infrastructure)' is no pair, as contoso.com, fabrikam.com")
    }
    try await options.gateway.client().decide(
      SpoofedPairDocument(organization: options.organization, pair: pair, action: action.value, note: notes))
  }
}

struct RemoveTenantAllowBlockListSpoofItems: AsyncParsableCommand {
  static let configuration = CommandConfiguration.exchange(
    "Remove-TenantAllowBlockListSpoofItems", abstract: "Take back what was decided about a pair (see also 'spoof remove')")

  @Option(name: .exchange("Ids"), help: ArgumentHelp("The pair, as the list shows it", valueName: "pair")) var pair:
    SpoofedSenderPair
  @OptionGroup var options: PolicyOptions

  func run() async throws {
    try await options.gateway.client().withdraw(pair, organization: options.organization)
  }
}
