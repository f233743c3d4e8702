import ContentAnalysis
import InternetMessage
import Testing

@Suite("Bulk facts")
struct BulkFactsTests {
  private func facts(_ header: String, text: String = "hello") -> BulkFacts {
    ContentAnalyzer.analyze(Message(Array((header + "\r\n\r\n" + text).utf8))).bulk
  }

  @Test("A list is known by what stands in the brackets (RFC 2919)")
  func list() {
    #expect(facts("List-Id: News of the Garden <News.Example.net>").listID == "news.example.net")
    #expect(facts("List-Id: news.example.net").listID == "news.example.net")
    #expect(facts("Subject: x").listID == nil)
  }

  @Test("One click is enough only with the one value and a link to post it to (RFC 8058)")
  func oneClick() {
    let post = "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
    #expect(facts(post + "List-Unsubscribe: <https://a.example/u>").hasOneClickUnsubscribe)
    #expect(!facts(post + "List-Unsubscribe: <mailto:u@a.example>").hasOneClickUnsubscribe)
    #expect(!facts("List-Unsubscribe: <https://a.example/u>").hasOneClickUnsubscribe)
    #expect(!facts("List-Unsubscribe-Post: yes\r\nList-Unsubscribe: <https://a.example/u>").hasOneClickUnsubscribe)
  }

  @Test("What a program sent by itself says so (RFC 3834)")
  func automatic() {
    #expect(facts("Auto-Submitted: auto-replied (vacation)").isAutomatic)
    #expect(facts("X-Autoreply: yes").isAutomatic)
    #expect(!facts("Auto-Submitted: no").isAutomatic)
  }

  @Test(
    "Mail to many is known by its marks, or by the way out that its text offers",
    arguments: ["Feedback-ID: a:b:c", "X-Mailer: phpList 3"])
  func bulk(field: String) {
    #expect(facts(field).isBulk)
  }

  @Test("The words for leaving a list are known in several languages")
  func words() {
    #expect(facts("Subject: x", text: "To UNSUBSCRIBE click below").hasUnsubscribeText)
    #expect(facts("Content-Type: text/plain; charset=utf-8", text: "Чтобы отписаться, нажмите").hasUnsubscribeText)
    #expect(!facts("Subject: x").isBulk)
  }
}
