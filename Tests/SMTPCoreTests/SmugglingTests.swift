import Foundation
import MailTypes
import MartletTestKit
import SMTPCore
import Testing

/// "SMTP smuggling": no sequence of octets makes two messages of one, whoever reads it afterwards.
struct SmugglingTests {
  private struct Sequence: Decodable {
    let id: String
    let dataStream: Data

    enum CodingKeys: String, CodingKey {
      case id
      case dataStream = "data_stream_b64"
    }
  }

  private struct ReaderCase: Decodable {
    let stream: String
    let decoded: String
    let error: String?

    enum CodingKeys: String, CodingKey {
      case stream = "data_stream"
      case decoded, error
    }
  }

  private struct WriterCase: Decodable {
    let message: String
  }

  private func load<Case: Decodable>(_ type: Case.Type, _ name: String) throws -> [Case] {
    guard let data = try SharedFolder.data("suites/smtp-smuggling/" + name) else { return [] }
    let cases = try JSONDecoder().decode([Case].self, from: data)
    #expect(!cases.isEmpty)
    return cases
  }

  private func holdsBareLineEnd(_ bytes: some Collection<UInt8>) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self).unicodeScalars.map { $0 }
    return text.indices.contains { index in
      text[index] == "\r" && (index + 1 == text.count || text[index + 1] != "\n")
        || text[index] == "\n" && (index == 0 || text[index - 1] != "\r")
    }
  }

  @Test(arguments: SessionTransport.Feeding.allCases)
  func afterDataASequenceIsOneMessageOrNone(feeding: SessionTransport.Feeding) throws {
    for sequence in try load(Sequence.self, "smuggling-sequences.json") {
      var transport = try SessionTransport.open(feeding: feeding)
      transport.beginData()
      _ = transport.replies()
      transport.send(Array(sequence.dataStream))
      let replies = transport.replies()
      #expect(transport.messages.count <= 1, "\(sequence.id)")
      #expect(replies.count <= 1, "\(sequence.id): \(replies)")
      if transport.messages.isEmpty, let reply = replies.first { #expect(reply.hasPrefix("550 5.6.11"), "\(sequence.id)") }
      for message in transport.messages { #expect(!holdsBareLineEnd(message.content), "\(sequence.id)") }
    }
  }

  @Test(arguments: SessionTransport.Feeding.allCases)
  func inBDATASequenceIsOneMessageOrNone(feeding: SessionTransport.Feeding) throws {
    for sequence in try load(Sequence.self, "smuggling-sequences.json") {
      var transport = try SessionTransport.open(feeding: feeding)
      transport.say("EHLO client.example", "MAIL FROM:<bob@sender.example>", "RCPT TO:<alice@example.org>")
      transport.send(Array("BDAT \(sequence.dataStream.count) LAST\r\n".utf8) + sequence.dataStream)
      #expect(transport.messages.count <= 1, "\(sequence.id)")
      let answer = transport.replies()
      #expect(answer.count == 1, "\(sequence.id)")
      for message in transport.messages { #expect(!holdsBareLineEnd(message.content), "\(sequence.id)") }
    }
  }

  @Test(arguments: SessionTransport.Feeding.allCases)
  func theReaderTakesCleanStreamsAndRefusesTheRest(feeding: SessionTransport.Feeding) throws {
    for item in try load(ReaderCase.self, "mox-datareader.json") {
      var transport = try SessionTransport.open(feeding: feeding)
      transport.beginData()
      transport.send(Array(item.stream.utf8))
      let mayBeTaken = item.error == nil && !holdsBareLineEnd(item.stream.utf8)
      let taken = transport.messages.map { String(decoding: $0.content, as: UTF8.self) }
      #expect(taken == (mayBeTaken ? [item.decoded] : []), "\(item.stream.debugDescription)")
    }
  }

  @Test func whatTheClientWritesIsReadAsOneMessage() throws {
    for item in try load(WriterCase.self, "mox-datawriter.json") {
      var writer = SMTPDataWriter()
      var wire: [UInt8] = []
      writer.write(Array(item.message.utf8), to: &wire)
      writer.finish(to: &wire)
      var transport = try SessionTransport.open()
      transport.beginData()
      transport.send(wire)
      #expect(transport.messages.count == 1, "\(item.message.debugDescription)")
      let answer = transport.say("NOOP")
      #expect(answer.last == "250 2.0.0 OK")
    }
  }

  /// Every short mix of the octets that matter, as content: one reply, and never a command.
  @Test func shortMixesOfLineEndsAndDots() throws {
    let alphabet: [[UInt8]] = [[0x0D], [0x0A], [0x2E], [0x61], [0x0D, 0x0A]]
    var mixes: [[UInt8]] = [[]]
    for _ in 0..<4 { mixes += mixes.suffix(mixes.count).flatMap { mix in alphabet.map { mix + $0 } } }
    for mix in Set(mixes) {
      var whole = try SessionTransport.open()
      var single = try SessionTransport.open(feeding: .single)
      whole.beginData()
      single.beginData()
      // The mix may end the message itself; the lines behind it then are commands nobody knows.
      let stream = mix + Array("\r\nX\r\n.\r\n".utf8)
      whole.send(stream)
      single.send(stream)
      #expect(whole.messages.count <= 1)
      #expect(whole.messages.map(\.content) == single.messages.map(\.content))
      #expect(whole.transcript == single.transcript)
      for message in whole.messages { #expect(!holdsBareLineEnd(message.content)) }
    }
  }
}
