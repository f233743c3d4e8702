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

  private static func search(_ text: ArraySlice<UInt8>) -> Bool {
    let lower = ByteSearch.lowercased(text)
    return words.contains { ByteSearch.contains($0, in: lower) }
  }
}
