import AdminAPI
import ArgumentParser
import GatewayStorage
import MailTypes

/// `martlet dkim-key`
struct DKIMKeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dkim-key", abstract: "The keys that sign outgoing mail: make, publish, replace and remove them",
    discussion: "A new key signs once its record is seen in DNS; the gateway looks every ten minutes, and at `check`.",
    subcommands: [Create.self, List.self, Show.self, Check.self, Rotate.self, Remove.self])

  enum Algorithm: String, ExpressibleByArgument, CaseIterable {
    case rsa, ed25519
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List keys by domain, the oldest first")

    @Argument(help: "Only those of this domain") var domain: DomainName?
    @OptionGroup var options: GatewayOptions

    func run() async throws {
      let list = try await options.client().signingKeys(domain)
      if options.isJSON { return try Output.json(list) }
      var table = Table(["DOMAIN", "SELECTOR", "ALGORITHM", "STATE", "SINCE", "MADE"], elastic: 0)
      for key in list.items {
        table.add([
          "\(key.domain)", "\(key.selector)", key.algorithm ?? "", key.state.rawValue, "\(key.changedAt.wholeSeconds)",
          "\(key.createdAt.wholeSeconds)",
        ])
      }
      table.print(orElse: "There are no keys; make one with `martlet dkim-key create DOMAIN`.")
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show one key and the record to publish for it")

    @Argument var domain: DomainName
    @Argument var selector: DomainName
    @OptionGroup var options: GatewayOptions

    func run() async throws {
      let key = try await options.client().signingKey(domain, selector)
      if options.isJSON { return try Output.json(key) }
      SigningKeyText.details(key).print()
      Output.write("\n" + SigningKeyText.record(key))
    }
  }

  struct Create: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make a key and print the record to publish for it",
      discussion: "For receivers that know Ed25519, make a key of each algorithm: mail is then signed with both.")

    @Argument(help: "A domain of this gateway") var domain: DomainName
    @Option(help: "The name of the key below the domain (default: the day)") var selector: DomainName?
    @Option(help: "rsa (2048 bits) or ed25519") var algorithm = Algorithm.rsa
    @Flag(help: "Sign at once, without waiting for the record") var now = false
    @OptionGroup var options: GatewayOptions

    func run() async throws {
      let key = try await options.client().createSigningKey(
        SigningKeyOrder(domain: domain, selector: selector, algorithm: algorithm.rawValue, now: now))
      if options.isJSON { return try Output.json(key) }
      Output.write(SigningKeyText.introduction(key))
    }
  }

  struct Rotate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make successors of the keys of a domain that sign",
      discussion: "The old keys sign until the new ones are seen published. Leave their records: mail under way needs them.")

    @Argument(help: "A domain with keys that sign") var domain: DomainName
    @Option(help: "The name of the new key, where it is one") var selector: DomainName?
    @Option(help: "Only the key of this algorithm: rsa or ed25519") var algorithm: Algorithm?
    @Flag(help: "Sign with the new keys at once, without waiting for their records") var now = false
    @OptionGroup var options: GatewayOptions

    func run() async throws {
      let list = try await options.client().rotateSigningKeys(
        SigningKeyOrder(domain: domain, selector: selector, algorithm: algorithm?.rawValue, now: now))
      if options.isJSON { return try Output.json(list) }
      Output.write(list.items.map(SigningKeyText.introduction).joined(separator: "\n"))
    }
  }

  struct Remove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Delete a key for good", discussion: "A key that signs is not removed without --force.")

    @Argument var domain: DomainName
    @Argument var selector: DomainName
    @Flag(help: "Even if it signs: mail of the domain then leaves without its signature") var force = false
    @OptionGroup var options: GatewayOptions

    func run() async throws {
      try await options.client().removeSigningKey(domain, selector, isForced: force)
    }
  }
}
