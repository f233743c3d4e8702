import MailTypes

/// Everybody in a directory, as rules look at them, in the order of their addresses.
struct RecipientCensus {
  let people: [PolicyRecipient]

  init(_ book: RecipientBook) {
    let addresses = book.allRecipients.map { (key: AddressKey($0.primary), address: $0.primary) }.sorted { $0.key < $1.key }
    people = addresses.map { PolicyRecipient(book.resolve($0.address)) }
  }

  /// What becomes of the recipients that one of several filters fits, where the first filter that fits decides.
  struct Reach {
    var fitting = 0
    /// Whom earlier filters take, by the filter's place.
    var takenBy: [Int: Int] = [:]

    var isShadowed: Bool { fitting > 0 && takenBy.values.reduce(0, +) == fitting }
  }

  func reach(of filters: [RecipientFilter]) -> [Reach] {
    let scopes = RuleScopes(filters)
    var reach = Array(repeating: Reach(), count: filters.count)
    for person in people {
      let fitting = scopes.all(for: person)
      for place in fitting {
        reach[place].fitting += 1
        if let first = fitting.first, first < place { reach[place].takenBy[first, default: 0] += 1 }
      }
    }
    return reach
  }
}
