import Classification
import ContentAnalysis
import FilterPolicy
import InternetMessage
import Testing

@testable import FilterEngine

/// What is learnt from a message, and what never is.
struct LearningTests {
  private func features(_ text: String, marks: CorpusMarks = CorpusMarks([])) -> FeatureSet {
    var reader = LearningReader(marks: marks)
    return reader.evidence(of: Array(text.utf8)).features
  }

  private static let plain = "From: a@example.com\r\nSubject: Lunch\r\n\r\nShall we meet at noon?\r\n"

  @Test(
    "What others found out about a message, and the path it took, is no feature",
    arguments: [
      "Authentication-Results: mx.example; spf=pass", "ARC-Seal: i=1; cv=none", "ARC-Authentication-Results: i=1; x; dkim=fail",
      "Received: from spammer.example ([192.0.2.1]) by mx.example; Mon, 1 Jan 2024 00:00:00 +0000",
      "X-Spam-Status: Yes, score=20", "X-Spam-Flag: YES", "X-Forefront-Antispam-Report: SCL:9", "Delivered-To: a@example.org",
      "X-MS-Exchange-Organization-SCL: 9", "X-Microsoft-Antispam: BCL:8", "x-bogosity: Spam", "Return-Path: <x@example.org>",
      "X-Virus-Scanned: clamav",
    ])
  func forbidden(field: String) {
    #expect(features(field + "\r\n" + LearningTests.plain) == features(LearningTests.plain))
  }

  @Test("Another word, sender or part is another set of features")
  func different() {
    let plain = features(LearningTests.plain)
    #expect(features(LearningTests.plain.replacing("noon", with: "midnight"))[.words] != plain[.words])
    #expect(features("Content-Type: text/html\r\n" + LearningTests.plain)[.form] != plain[.form])
  }

  @Test("Marks of a corpus leave no trace, in any case and wherever they stand")
  func marks() {
    let marks = CorpusMarks(["corpus.example"])
    let marked = LearningTests.plain.replacing("noon", with: "Corpus.Example")
    let other = LearningTests.plain.replacing("noon", with: "xxxxxxxxxxxxxx")
    #expect(features(marked, marks: marks) == features(other, marks: marks))
  }

  @Test("The classifier's signals add up to its logit on the scale of the score, and say what they are")
  func term() throws {
    let text = LearningTests.plain
    var trainer = ModelTrainer()
    for _ in 0..<20 {
      trainer.learn(features(text), isSpam: false)
      trainer.learn(features(text.replacing("noon", with: "cheap pills")), isSpam: true)
    }
    let model = trainer.model()
    let message = Message(Array(text.replacing("noon", with: "cheap pills").utf8))
    let term = Classifier(model).term(message, content: ContentAnalyzer.analyze(message))
    let logit = model.logit(of: features(text.replacing("noon", with: "cheap pills")))
    let expected = logit + SpamScale.midpoint
    #expect(abs(Findings.sum(of: term.signals) - expected) < 1e-4)
    #expect(term.signals.count == ClassifierTerm.listed + 1)
    #expect(term.signals.dropLast().allSatisfy { $0.detail?.contains(": ") == true && $0.detail?.hasSuffix(": ") == false })
  }

  @Test("Training from the same messages gives the same file")
  func reproducible() {
    let corpus = (0..<30).map { index in
      LabelledEvidence(
        MessageEvidence(
          features(LearningTests.plain.replacing("noon", with: index % 2 == 0 ? "noon \(index)" : "pills \(index)"))),
        label: index % 2 == 0 ? .ham : .spam)
    }
    let first = BaseTraining(corpora: [corpus]).model()
    #expect(first.file == BaseTraining(corpora: [corpus]).model().file)
    #expect(first.messages == 30)
  }

  /// All that the model knows is that this is spam: what is missing in an empty message, and what stands in the last one.
  @Test(
    "An empty message is not spam for what it lacks; one with anything in it is judged",
    arguments: [
      ("", true), ("Received: by mx.example; Wed, 12 Jan 2022 23:09:11 -0800\r\n\r\n \r\n\r\n", true),
      ("\r\n\r\nact now, confirm your account http://192.0.2.7/", false),
    ])
  func silent(text: String, isSilent: Bool) async {
    var trainer = ModelTrainer()
    for _ in 0..<20 {
      trainer.learn(features(LearningTests.plain), isSpam: false)
      trainer.learn(features(text), isSpam: true)
    }
    let model = trainer.model()
    var reader = LearningReader(marks: CorpusMarks([]))
    let logit = reader.evidence(of: Array(text.utf8)).logit(under: model)
    let findings = await MessageScanner(resolver: nil, model: model).scan(ScanFixture.subject(), content: Array(text.utf8))
    #expect((logit < 0) == isSilent)
    #expect((findings.spamScore < SpamScale.midpoint) == isSilent)
    #expect(findings.signals.contains { $0.id == "message.empty" } == isSilent)
  }

  @Test("The base model, where this build has one, reads")
  func base() throws {
    let model = try #require(BaseModel.model)
    #expect(model.messages > 10_000)
  }
}
