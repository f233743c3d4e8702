import FilterPolicy
import Testing

@testable import FilterEngine

/// The probabilities beside that of spam, and the signal that matters most to one of them.
struct LayerTests {
  private func findings(_ text: String) async -> Findings {
    await MessageScanner(resolver: nil).scan(
      ScanFixture.subject(), content: Array(text.replacing("\n", with: "\r\n").utf8))
  }

  private static let head = "To: b@example.org\nDate: Fri, 21 Aug 2026 10:20:30 +0000\nMessage-ID: <1@a.example>\n"

  @Test("A brand's name over a stranger's address is noticed, and makes phish likely where secrets are asked for")
  func phish() async {
    let text = "From: PayPal Service <x@evil.example>\nSubject: urgent\n\(Self.head)\nPlease verify your account today.\n"
    let found = await findings(text)
    #expect(found.signals.contains { $0.id == "header.brandElsewhere" })
    #expect(found.probabilities.phish > 0.5)
    let honest = await findings("From: Ada <ada@a.example>\nSubject: Lunch\n\(Self.head)\nShall we meet at noon?\n")
    #expect(honest.probabilities.phish < 0.05 && honest.probabilities.bulk < 0.05)
  }

  @Test(
    "A brand is told from others by the domain it writes from, look-alikes and all",
    arguments: [
      ("PayPal", "paypal.com", nil), ("PayPal", "service.paypal.co.uk", nil), ("P\u{430}yPal", "evil.example", "paypal"),
      ("Apple Support", "apple.evil.example", "apple"), ("Pineapple Farm", "farm.example", nil), ("Ada", "evil.example", nil),
    ] as [(String, String, String?)])
  func brands(name: String, domain: String, expected: String?) {
    #expect(KnownBrands.borrowed(name: name, domain: domain) == expected)
  }

  @Test("What mail to many says of itself makes bulk likely; a discussion list does not")
  func bulk() async {
    let marks = "List-Unsubscribe: <https://a.example/u>\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\n"
    let news = await findings("From: N <n@a.example>\nSubject: News\n\(marks)\(Self.head)\nAll that is new.\n")
    #expect(news.probabilities.bulk > 0.5)
    let list = "List-Id: <l.a.example>\nList-Post: <mailto:l@a.example>\nList-Unsubscribe: <mailto:l-u@a.example>\n"
    let talk = await findings("From: N <n@a.example>\nSubject: Re: x\n\(list)\(Self.head)\nI agree.\n")
    #expect(talk.probabilities.bulk < 0.1)
  }
}
