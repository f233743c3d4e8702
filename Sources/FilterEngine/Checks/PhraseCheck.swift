import FilterPolicy

/// Words of the classic kinds, each kind counted once: a short list with modest weights. The classifier that learns words
/// makes it superfluous.
struct PhraseCheck: ScanCheck {
  private struct Kind {
    let declaration: SignalDeclaration
    let phrases: [String]
  }

  private static let kinds = [
    Kind(
      declaration: SignalDeclaration("body.advanceFee", 2.5, "The text reads like an advance fee fraud"),
      phrases: [
        "next of kin", "foreign beneficiary", "late client", "transfer of funds", "unclaimed funds", "sum of usd",
        "million united states dollars",
        "strictly confidential transaction", "your share of", "dormant account", "diplomatic courier", "atm card worth",
      ]),
    Kind(
      declaration: SignalDeclaration("body.lottery", 2.2, "The text is about a prize that was won"),
      phrases: [
        "you have won", "winning number", "winning numbers", "lottery winner", "lottery winners", "claim your prize",
        "cash prize", "prize claim", "lucky winner",
        "online draw",
      ]),
    Kind(
      declaration: SignalDeclaration("body.medicine", 2.2, "The text offers medicine"),
      phrases: [
        "viagra", "cialis", "levitra", "online pharmacy", "no prescription", "without prescription", "male enhancement",
        "weight loss pill", "weight loss pills",
        "penis enlargement", "enlarge your penis", "cheap meds",
      ]),
    Kind(
      declaration: SignalDeclaration("body.credentials", 1.8, "The text asks to confirm an account"),
      phrases: [
        "verify your account", "confirm your account", "update your account", "your account has been suspended",
        "your account will be closed",
        "unusual sign in activity", "confirm your identity", "your mailbox is full", "mailbox quota", "validate your email",
        "re validate",
        "confirm your password", "your password will expire", "click here to verify",
      ]),
    Kind(
      declaration: SignalDeclaration("body.extortion", 2.5, "The text threatens and asks for payment"),
      phrases: [
        "i recorded you", "hacked your", "your webcam", "adult sites", "adult site", "transfer the bitcoin", "btc wallet",
        "bitcoin wallet",
        "send the bitcoin",
      ]),
    Kind(
      declaration: SignalDeclaration("body.money", 1.2, "The text promises easy money"),
      phrases: [
        "work from home", "earn extra cash", "financial freedom", "make money fast", "risk free",
        "100 guaranteed", "no obligation",
        "be your own boss", "double your income", "get rich", "low interest loan", "low interest loans", "pre approved",
        "eliminate debt",
        "guaranteed income",
      ]),
    Kind(
      declaration: SignalDeclaration("body.adult", 1.8, "The text offers adult content or company"),
      phrases: ["hot girls", "sexy singles", "xxx video", "adult dating", "lonely women", "horny", "live sex", "porn video"]),
    Kind(
      declaration: SignalDeclaration("body.push", 0.8, "The text presses for action"),
      phrases: [
        "act now", "order now", "limited time offer", "offer expires", "while supplies last", "don t miss out",
        "this is not spam",
        "to be removed from", "click below", "buy now",
      ]),
  ]

  private static let matcher = PhraseMatcher(kinds.map { $0.phrases })

  var declarations: [SignalDeclaration] { PhraseCheck.kinds.map { $0.declaration } }

  func signals(for facts: ScanFacts) -> [Signal] {
    let matches = PhraseCheck.matcher.firstMatches(in: facts.message.text, groupCount: PhraseCheck.kinds.count)
    return zip(PhraseCheck.kinds, matches).compactMap { kind, end in
      end.map { kind.declaration.found(PhraseCheck.excerpt(facts.message.text, endingAt: $0)) }
    }
  }

  /// The words that ended the match, for the explanation.
  private static func excerpt(_ text: [UInt8], endingAt end: Int) -> String {
    let words = text[max(0, end - 40)..<end].split { $0 <= 0x20 }.suffix(3)
    return words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
  }
}
