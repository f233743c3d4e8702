import ContentAnalysis
import InternetMessage
import Testing

@Suite("Language")
struct LanguageTests {
  private func language(_ text: String) -> String? {
    let header = "Content-Type: text/plain; charset=utf-8\r\n\r\n"
    return ContentAnalyzer.analyze(Message(Array((header + text).utf8))).language?.code
  }

  @Test(
    "A text's language is told by its ISO 639-1 code",
    arguments: [
      ("Please find the minutes of our meeting attached to this message.", "en"),
      ("Bitte finden Sie das Protokoll unserer Sitzung im Anhang dieser Nachricht.", "de"),
      ("Veuillez trouver ci-joint le compte rendu de notre réunion de mardi dernier.", "fr"),
      ("Por favor, encuentre adjunta el acta de nuestra reunión del martes pasado.", "es"),
      ("Пожалуйста, найдите протокол нашей встречи во вложении к этому письму.", "ru"),
      ("請在附件中查看我們上週二會議的記錄，如有任何問題請與我聯繫。", "zh"),
      ("添付ファイルにて先週火曜日の会議の議事録をお送りいたします。", "ja"),
      ("אנא מצאו בקובץ המצורף את הפרוטוקול של הפגישה שלנו מיום שלישי.", "he"),
    ])
  func codes(text: String, code: String) {
    #expect(language(text) == code)
  }

  @Test(
    "A text of a few letters, or none, has no language", arguments: ["", "ok", "1234567890 1234567890 1234567890", "\u{FFFD}"])
  func none(text: String) {
    #expect(language(text) == nil)
  }

  @Test("Text is cut between characters, wherever the limit falls")
  func cut() {
    for shift in 0..<4 {
      #expect(
        language(String(repeating: "a", count: shift) + " " + String(repeating: "встреча завтра утром ", count: 200)) != nil)
    }
  }
}
