import ContentAnalysis
import Testing

@Suite("Look-alikes")
struct ConfusablesTests {
  private func fold(_ text: String) -> (text: String, counts: TextFolding) {
    var counts = TextFolding()
    let folded = Confusables.fold(Array(text.utf8), counting: &counts)
    return (String(decoding: folded, as: UTF8.self), counts)
  }

  @Test(
    "What poses as Latin is read as Latin",
    arguments: [
      ("раypаl", "paypal"), ("Іnvоiсе", "Invoice"), ("ΑΒCDΕ", "ABCDE"), ("Ｆｒｅｅ", "Free"), ("𝐅𝐫𝐞𝐞 𝟏𝟎", "Free 10"), ("ⓐⓑ", "ab"),
      ("v\u{200B}i\u{AD}a\u{2060}g\u{200D}ra", "viagra"), ("a\u{202E}b\u{202C}", "ab"), ("f\u{E0072}ree", "free"),
      ("a\u{A0}\u{2003}b\u{3000}c", "a b c"),
    ])
  func folded(text: String, expected: String) {
    #expect(fold(text).text == expected)
  }

  @Test(
    "Other languages stay as they are",
    arguments: ["привет", "Ελλάδα", "café", "Straße", "می\u{200C}خواهم", "क\u{094D}\u{200D}ष", "日本語", "Łódź"])
  func kept(text: String) {
    let folded = fold(text)
    #expect(folded.text == text && folded.counts == TextFolding())
  }

  @Test("How much was folded is counted by its kind")
  func counts() {
    let counts = fold("pа\u{200B}yp𝐚l \u{202E}x \u{200C} \u{200C}").counts
    #expect((counts.confusable, counts.zeroWidth, counts.styled, counts.bidi, counts.padding) == (1, 1, 1, 1, 2))
  }

  @Test("Texts that look alike have one skeleton (UTS #39 §4)")
  func skeletons() {
    #expect(Confusables.skeleton(Array("раураl".utf8)) == Confusables.skeleton(Array("paypal".utf8)))
    #expect(Confusables.skeleton(Array("paypal".utf8)) != Confusables.skeleton(Array("paypai".utf8)))
  }

  @Test("What is no UTF-8 passes")
  func octets() {
    var counts = TextFolding()
    let text: [UInt8] = [0x61, 0xFF, 0xC3, 0x28, 0xE2, 0x80, 0x62, 0xF0]
    #expect(Confusables.fold(text, counting: &counts) == text)
  }
}
