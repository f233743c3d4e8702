import AdminAPI
import ArgumentParser
import FilterPolicy
import MailTypes

extension UserCommand {
  /// `martlet user safelist`
  struct Safelist: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "See and change whose mail one person trusts, and whose that person does not want",
      discussion: """
        Without PARAMETER=VALUE the list is shown. Parameters: trustedSenders, trustedDomains, blockedSenders, blockedDomains, \
        trustedListsOnly; += and -= change a list.
        """)

    @Argument(help: "Any address of the person") var address: EmailAddress
    @Argument(help: "parameter=value, parameter+=value or parameter-=value") var assignments: [PolicyAssignment] = []
    @OptionGroup var options: GatewayOptions

    func run() async throws {
      let client = try options.client()
      var document = try await client.mailboxList(address)
      if !assignments.isEmpty {
        try document.list.assign(assignments)
        document = try await client.setMailboxList(document.list, of: address)
      }
      if options.isJSON { return try Output.json(document) }
      var details = Details()
      details.add("mailbox", "\(document.mailbox)")
      for value in document.list.parameterValues { details.add(value.key, "\(value.value)") }
      details.print()
    }
  }
}
