/// The words by which mail to many offers a way out, in the languages that most of it is in.
enum UnsubscribeWords {
  private static let words = [
    "unsubscribe", "opt out", "opt-out", "manage your preferences", "email preferences", "stop receiving", "abmelden",
    "abbestellen", "newsletter", "désabonner", "désinscrire", "désinscription", "darse de baja", "cancelar suscripción",
    "cancelar la suscripción", "annulla iscrizione", "disiscriviti", "cancellati", "descadastrar", "cancelar inscrição",
    "uitschrijven", "afmelden", "avregistrera", "afmeld", "wypisz", "odhlásit", "отписаться", "отказаться от рассылки",
    "退订", "取消订阅", "配信停止", "수신거부",
  ].map { Array($0.utf8) }

  /// Octets at either end that are searched: such offers stand at the foot, sometimes at the head.
  static let windowLimit = 16 * 1024

  static func occur(in text: [UInt8]) -> Bool {
    guard text.count > 2 * windowLimit else { return search(text[...]) }
    return search(text.suffix(windowLimit)) || search(text.prefix(windowLimit))
  }

  /// One pass: at each beginning of a word the few that begin with that octet are compared.
  private static func search(_ text: ArraySlice<UInt8>) -> Bool {
    let lower = ByteSearch.lowercased(text)
    var previous: UInt8 = 0x20
    for (index, byte) in lower.enumerated() {
      let startsWord = (previous &- 0x61) >= 26
      previous = byte
      guard startsWord, let candidates = byInitial[byte] else { continue }
      if candidates.contains(where: { lower[index...].starts(with: $0) }) { return true }
    }
    return false
  }

  /// Octets that no word begins with are most; looking one up costs what looking at it costs.
  private static let byInitial = InitialTable(words)

  /// Words by their first octet.
  private struct InitialTable: Sendable {
    private let lists: [[[UInt8]]?]

    init(_ words: [[UInt8]]) {
      var lists = [[[UInt8]]?](repeating: nil, count: 256)
      for word in words {
        guard let initial = word.first else { continue }
        lists[Int(initial)] = (lists[Int(initial)] ?? []) + [word]
      }
      self.lists = lists
    }

    subscript(initial: UInt8) -> [[UInt8]]? { lists[Int(initial)] }
  }
}
