import BareOperations
import Classification
import ContentAnalysis
import FilterEngine
import FilterPolicy
import Foundation
import InternetMessage
import MailAuthentication
import MailTypes

/// Processor time of each step of the scan, over the messages of one index, on one core; and the rate of parsing beside that
/// of SHA-256 on the same machine. DNS is left out, and then there at once, as from a warm cache.
@main
struct ScanBenchmark {
  static func main() async {
    do {
      let options = try Options(CommandLine.arguments.dropFirst())
      try await run(options, Corpus(options))
    } catch {
      FileHandle.standardError.write(Data("ScanBenchmark: \(error)\n".utf8))
      exit(1)
    }
  }

  private static func run(_ options: Options, _ corpus: Corpus) async throws {
    let megabytes = Double(corpus.octets) / 1e6
    print(String(format: "%d messages, %.1f MB", corpus.messages.count, megabytes))
    let scanner = MessageScanner(resolver: nil, model: BaseModel.model)
    let subject = try Subject.make()
    ContentAnalyzer.prepare()

    // Once over everything first: tables are filled and memory is mapped.
    for message in corpus.messages.prefix(50) { _ = await scanner.scan(subject, content: message) }

    let parse = Step(corpus) { Message($0).parts.count }
    parse.report("parse")
    let decode = Step(corpus) { bytes in
      let message = Message(bytes)
      return message.parts.reduce(0) { $0 + ($1.isText ? message.text($1) : message.decodedBody($1)).count }
    }
    decode.report("parse and decode")
    let messages = corpus.messages.map { Message($0) }
    Step(messages, octets: corpus.octets) { ContentAnalyzer.analyze($0).links.count }.report("analyse")
    try classify(messages, corpus)
    await Step(corpus) { await scanner.scan(subject, content: $0).signals.count }.report("scan without DNS")
    try await authenticate(corpus, subject)

    guard let hash = try OpenSSLSpeed.sha256() else { return print("openssl is not installed: no ratio to SHA-256") }
    let line = "SHA-256 (openssl speed, 16,384-byte blocks) %.0f MB/s: parse %.2f of it, parse and decode %.2f"
    print(String(format: line, hash, parse.megabytesPerSecond / hash, decode.megabytesPerSecond / hash))
  }
}

extension ScanBenchmark {
  /// The same messages with a signature each, and records for all that is asked about them.
  private static func authenticate(_ corpus: Corpus, _ subject: ScanSubject) async throws {
    let mails = try SignedCorpus(corpus, subject)
    let scanner = MessageScanner(resolver: mails.zone, model: BaseModel.model)
    var passed = 0
    for mail in mails.messages {
      let facts = await scanner.scan(mail.subject, content: mail.content).authentication
      let signed = facts.dkim.contains { $0.result == "pass" && $0.selector == SignedCorpus.selector }
      if facts.spf.result == "pass", signed, facts.dmarc.result == "pass" { passed += 1 }
    }
    // A benchmark of checks that fail would say nothing.
    guard passed * 10 >= mails.messages.count * 9 else { throw UsageError("only \(passed) messages authenticate") }
    await Step(mails.messages, octets: mails.octets) { mail in
      await SenderAuthentication(of: SignedMessage(mail.content), mail.subject, resolver: mails.zone, keys: mails.keys)
        .facts.dkim.count
    }.report("authenticate")
    await Step(mails.messages, octets: mails.octets) { await scanner.scan($0.subject, content: $0.content).signals.count }
      .report("whole scan")
  }

  /// Features and logit of messages that were analysed before.
  private static func classify(_ messages: [Message], _ corpus: Corpus) throws {
    guard let model = BaseModel.model else { throw UsageError("this build has no base model") }
    var extractor = FeatureExtractor()
    var step = Step(seconds: 0, count: corpus.messages.count, octets: corpus.octets)
    var sum = 0.0
    for message in messages {
      let content = ContentAnalyzer.analyze(message)
      let start = ProcessorTime.now
      sum += model.logit(of: extractor.features(of: message, content: content))
      step.seconds += ProcessorTime.now - start
    }
    // The results are used, so that nothing is optimised away.
    if sum.isNaN { print("") }
    step.report("classify")
  }
}

/// One measured step.
struct Step {
  var seconds: Double
  let count: Int
  let octets: Int

  init(seconds: Double, count: Int, octets: Int) {
    self.seconds = seconds
    self.count = count
    self.octets = octets
  }

  init(_ corpus: Corpus, _ work: ([UInt8]) -> Int) {
    self.init(corpus.messages, octets: corpus.octets, work)
  }

  init(_ corpus: Corpus, _ work: ([UInt8]) async -> Int) async {
    await self.init(corpus.messages, octets: corpus.octets, work)
  }

  init<Input>(_ inputs: [Input], octets: Int, _ work: (Input) -> Int) {
    let start = ProcessorTime.now
    var sum = 0
    for input in inputs { sum &+= work(input) }
    self.init(seconds: ProcessorTime.now - start, count: inputs.count, octets: octets)
    // The results are used, so that nothing is optimised away.
    if sum == .min { print("") }
  }

  init<Input>(_ inputs: [Input], octets: Int, _ work: (Input) async -> Int) async {
    let start = ProcessorTime.now
    var sum = 0
    for input in inputs { sum &+= await work(input) }
    self.init(seconds: ProcessorTime.now - start, count: inputs.count, octets: octets)
    // The results are used, so that nothing is optimised away.
    if sum == .min { print("") }
  }

  var megabytesPerSecond: Double { Double(octets) / 1e6 / seconds }

  func report(_ name: String) {
    let perMessage = seconds / Double(max(1, count)) * 1e6
    let padded = name.padding(toLength: 18, withPad: " ", startingAt: 0)
    print(String(format: "  %@ %9.1f µs a message  %8.1f MB/s", padded as NSString, perMessage, megabytesPerSecond))
  }
}
