import ContentAnalysis
import InternetMessage
import Testing

@Suite("Fingerprints")
struct FingerprintTests {
  private func facts(_ html: String) -> ContentFacts {
    ContentAnalyzer.analyze(Message(Array(("Content-Type: text/html\r\n\r\n" + html).utf8)))
  }

  private func letter(name: String, amount: Int, token: String) -> String {
    """
    <html><body><table><tr><td><h1>Invoice</h1></td></tr><tr><td><p>Dear \(name), your invoice over \(amount) euros is \
    overdue since last month. Please pay it within three days by the button below, or your account will be closed for good. \
    Our office answers your questions from nine to five on every working day.</p><a href="https://pay.example/i/\(token)?c=1">\
    Pay</a></td></tr></table></body></html>
    """
  }

  @Test("Copies that differ in a name, a number and a link's token have fingerprints that are the same or nearly")
  func copies() throws {
    let one = facts(letter(name: "Anna", amount: 120, token: "a81f003")).fingerprints
    let two = facts(letter(name: "Bernhard", amount: 98, token: "77c2b1d")).fingerprints
    let difference = try #require(one.text) ^ #require(two.text)
    #expect(difference.nonzeroBitCount <= 12)
    #expect(one.structure == two.structure)
    #expect(one.links == two.links)
  }

  @Test("Other messages have other fingerprints")
  func others() throws {
    let one = facts(letter(name: "Anna", amount: 120, token: "a81f003")).fingerprints
    let two = facts(
      """
      <div><p>The minutes of our garden meeting are ready: roses in April, compost in May, and the summer party for all members \
      on the second Sunday of June, with cake.</p><ul><li>one</li><li>two</li><li>three</li></ul>\
      <a href="https://garden.example/minutes">read</a></div>
      """
    ).fingerprints
    let difference = try #require(one.text) ^ #require(two.text)
    #expect(difference.nonzeroBitCount > 16)
    #expect(one.structure != two.structure)
    #expect(one.links != two.links)
  }

  @Test("Too little to tell by has none; each id says what it is of")
  func short() {
    #expect(facts("<p>hello</p>").fingerprints.ids.isEmpty)
    let ids = facts(letter(name: "Anna", amount: 120, token: "a81f003")).fingerprints.ids
    #expect(ids.map { $0.prefix(2) } == ["t:", "h:", "u:"])
    #expect(ids.allSatisfy { $0.utf8.count == 18 })
  }

  @Test("A fingerprint that was stored is the same tomorrow, on any machine")
  func stable() {
    let ids = facts(letter(name: "Anna", amount: 120, token: "a81f003")).fingerprints.ids
    #expect(ids == FingerprintTests.stored)
  }

  private static let stored = ["t:11cba033aee01419", "h:1290402c84bb8004", "u:4bc7be3b66a95bc7"]
}
