import ArgumentParser
import FilterPolicy

/// `martlet sensitive-words`
struct SensitiveWordsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sensitive-words", abstract: "See and change the words that an anti-spam policy can be asked to mind",
    discussion: """
      They count where `markAsSpamSensitiveWordList` is on: whole words and phrases in the subject and the text, whatever their \
      case. Some are shipped; an organization adds its own, leaves out single shipped ones, or takes none of them.
      """,
    subcommands: [Show.self, Set.self])

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show every word, and whether it counts")

    @OptionGroup var options: PolicyOptions

    func run() async throws {
      let words = try await options.policies().sensitiveWords
      if options.gateway.isJSON { return try Output.json(words) }
      let own = words.own.map { ($0.policyText, "own", "counts") }
      let shipped = SensitiveWords.shipped.filter { word in !own.contains { $0.0 == word } }.map { word in
        (word, "shipped", words.all.contains(word) ? "counts" : "left out")
      }
      var table = Table(["WORD", "LIST", ""], elastic: 0)
      for (word, list, state) in own.sorted(by: { $0.0 < $1.0 }) + shipped { table.add([word, list, state]) }
      table.print(orElse: "")
    }
  }

  struct Set: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Change the lists: own+=\"tulip bulbs\", except+=\"free spins\", usesShipped=false")

    @Argument(help: "parameter=value, parameter+=value or parameter-=value") var assignments: [PolicyAssignment]
    @OptionGroup var options: PolicyChangeOptions

    func run() async throws { try await options.edit { try $0.sensitiveWords.assign(assignments) } }
  }
}
