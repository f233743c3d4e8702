import AdminAPI
import ArgumentParser
import GatewayStorage
import MailAuthentication
import MailTypes

extension DKIMKeyCommand {
  /// `martlet dkim-key check`
  struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Ask DNS whether the records are published, and say what to do",
      discussion: "The gateway asks; a key that waited and is published signs from then on. With --zone nothing changes.")

    @Argument(help: "Only the keys of this domain") var domain: DomainName?
    @Option(help: ArgumentHelp("Ask this zone file instead of DNS", valueName: "file")) var zone: String?
    @Flag(help: "Exit with 1 unless every key that waits or signs is published") var exitCode = false
    @OptionGroup var options: GatewayOptions

    func run() async throws {
      let client = try options.client()
      let list: SigningKeyListDocument
      if let zone {
        list = await Self.answered(try await client.signingKeys(domain), try CommandResolver.make(zone: zone))
      } else {
        list = try await client.checkSigningKeys(domain)
      }
      if options.isJSON {
        try Output.json(list)
      } else {
        Output.write(list.items.isEmpty ? "There are no keys.\n" : list.items.map(SigningKeyText.finding).joined())
      }
      let isDone = list.items.allSatisfy { $0.state == .retired || $0.publication?.result == .published }
      if exitCode, !isDone { throw ExitCode(ExitStatus.negative) }
    }

    /// The same answers from a file.
    private static func answered(_ list: SigningKeyListDocument, _ resolver: any DNSResolver) async -> SigningKeyListDocument {
      var list = list
      for index in list.items.indices {
        guard let name = list.items[index].recordName, let text = list.items[index].recordText else { continue }
        let publication = await KeyPublication(name, of: Array(text.utf8), in: resolver)
        list.items[index].publication = SigningKeyDocument.Publication(publication)
      }
      return list
    }
  }
}
