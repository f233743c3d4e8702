import ContentAnalysis
import Foundation
import InternetMessage
import MartletTestKit
import Testing

/// How often the language of a short text is told: on texts written for this test (`Cases/languages`), and on paragraphs of the
/// GNOME manual, translated by people, where Debian's package gnome-user-docs is installed (CC BY-SA 3.0, read in place).
@Suite("Languages of short texts")
struct LanguageAccuracyTests {
  private static let leastTexts = 20
  /// Of a hundred; over all texts, and of each language but those below.
  private static let leastInAll = 95.0
  private static let leastOfEach = 85.0

  private static func tag(_ text: String) -> String? {
    let header = "Content-Type: text/plain; charset=utf-8\r\n\r\n"
    return ContentAnalyzer.analyze(Message(Array((header + text).utf8))).languageTag
  }

  private static func percent(_ texts: [String], _ language: String) -> Double {
    Double(texts.count { tag($0) == language }) * 100 / Double(texts.count)
  }

  private static func written() throws -> [String: [String]] {
    let files = try CaseFolder("languages").files(endingIn: ".txt")
    return Dictionary(
      uniqueKeysWithValues: try files.map { file in
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }
        return (file.deletingPathExtension().lastPathComponent, lines.map(String.init))
      })
  }

  @Test("Texts written for this test")
  func own() throws {
    let texts = try Self.written()
    #expect(texts.count == 9)
    for (language, texts) in texts.sorted(by: { $0.key < $1.key }) {
      #expect(texts.count >= Self.leastTexts)
      let percent = Self.percent(texts, language)
      #expect(percent >= Self.leastOfEach, "\(language): \(percent) %, not \(texts.filter { Self.tag($0) != language })")
    }
  }

  @Test("With paragraphs of the GNOME manual, forty languages and more")
  func manual() throws {
    guard let manual = GnomeManual() else {
      print("skipped: gnome-user-docs is not installed")
      return
    }
    var (right, all): (Double, Double) = (0, 0)
    var languages = 0
    for (language, texts) in try Self.written().merging(manual.texts(), uniquingKeysWith: { own, _ in own }) {
      guard texts.count >= Self.leastTexts else { continue }
      languages += 1
      let percent = Self.percent(texts, language)
      #expect(percent >= Self.leastOfEach, "\(language): \(percent) % of \(texts.count)")
      print("\(language) \(percent) % of \(texts.count)")
      right += percent * Double(texts.count) / 100
      all += Double(texts.count)
    }
    print("\(languages) languages, \(Int(all)) texts, \(right * 100 / all) %")
    #expect(languages >= 40)
    #expect(all >= 800)
    #expect(right * 100 / all >= Self.leastInAll)
  }

  @Test("What tells close languages apart counts, and nothing is said of what is too short", arguments: cases)
  func close(text: String, tag: String?) {
    #expect(Self.tag(text) == tag)
  }

  private static let cases: [(String, String?)] = [
    ("請在附件中查看我們上週二會議的記錄，如有任何問題請與我聯繫。", "zh-tw"),
    ("请在附件中查看我们上周二会议的记录，如有任何问题请与我联系。", "zh-cn"),
    ("Ikkje gløym at me skal møtast i morgon, eg tek med meg noko å eta.", "nn"),
    ("Wšitcy čłowjekojo su wot naroda swobodni a su jenacy po dostojnosći a prawach. Woni su z rozumom wobdarjeni.", "wen"),
    ("Mii bovdet du čoahkkimii mii lea boahtte vahkus. Muital midjiide jus it sáhte boahtit dahje jus don galget.", "se"),
    ("Tuts umans naschan libers ed eguals en dignitad ed en dretgs, els èn dotads cun raschun e conscienza.", "rm"),
    ("Dieub ha par en o dellezegezh hag o gwirioù eo ganet an holl dud.", "br"),
    ("Kita perlu bertemu esok kerana mesyuarat itu ditangguhkan oleh pejabat, sila hubungi saya apabila boleh.", "ms"),
    ("Нажмите кнопку, чтобы изменить этот параметр на вашем компьютере.", "ru"), ("ok, bis dann", nil), ("", nil),
    ("1234567890 1234567890 1234567890", nil),
  ]
}

/// Paragraphs of the GNOME manual as Debian's package installs it.
private struct GnomeManual {
  private static let folder = "/usr/share/help"
  /// Texts of a language, spread over the manual.
  private static let wanted = 25
  /// Characters: a sentence or two.
  private static let lengths = 45...300
  private static let languages: [String: String] = [
    "C": "en", "ca": "ca", "cs": "cs", "da": "da", "de": "de", "el": "el", "es": "es", "fa": "fa", "fi": "fi", "fr": "fr",
    "gl": "gl", "gu": "gu", "hr": "hr", "hu": "hu", "id": "id", "it": "it", "ja": "ja", "ko": "ko", "lt": "lt", "lv": "lv",
    "mr": "mr", "nl": "nl", "pl": "pl", "pt": "pt", "ro": "ro", "ru": "ru", "sl": "sl", "sr": "sr", "sv": "sv", "ta": "ta",
    "te": "te", "uk": "uk", "vi": "vi", "zh_CN": "zh-cn",
  ]

  init?() {
    guard FileManager.default.fileExists(atPath: "\(GnomeManual.folder)/de/gnome-help") else { return nil }
  }

  func texts() throws -> [String: [String]] {
    let english = Set(try paragraphs("C"))
    var texts: [String: [String]] = [:]
    for (folder, language) in GnomeManual.languages {
      // What is not translated stands there in English.
      let all = try paragraphs(folder).filter { language == "en" || !english.contains($0) }
      // The word lists of close languages were chosen on the other half.
      let half = all.filter { $0.utf8.reduce(0) { $0 &+ Int($1) } % 2 == 1 }
      let kept = half.count < GnomeManual.wanted ? all : half
      let count = min(kept.count, GnomeManual.wanted)
      texts[language] = (0..<count).map { kept[$0 * kept.count / count] }
    }
    return texts
  }

  /// Each once, in the order of pages.
  private func paragraphs(_ language: String) throws -> [String] {
    let folder = "\(GnomeManual.folder)/\(language)/gnome-help"
    let pages = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".page") }.sorted()
    var seen: Set<String> = []
    return try pages.flatMap { page -> [String] in
      let text = try String(contentsOfFile: "\(folder)/\(page)", encoding: .utf8)
      return text.matches(of: #/<p>([^<]+)</p>/#).map { match in
        match.1.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      }
    }.filter { GnomeManual.lengths.contains($0.count) && !$0.contains("&") && seen.insert($0).inserted }
  }
}
