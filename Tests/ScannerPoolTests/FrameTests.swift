import MailTypes
import ScannerPool
import Testing

@Suite struct FrameTests {
  private static let frames: [Frame] = [
    .scan(id: 1, subject: Array("{}".utf8), size: 5), .chunk(id: 1, Array("hello".utf8)), .chunk(id: 1, []),
    .withdraw(id: .max), .findings(id: 7, Array(repeating: 0x7B, count: 100_000)),
    .question(id: 9, DNSQuestion("example.org", .txt)), .question(id: 9, DNSQuestion("", .ns)),
    .answer(id: 9, .noData), .answer(id: 9, .nameError), .answer(id: 9, .timeout), .answer(id: 9, .failure("SERVFAIL")),
    .answer(
      id: 10,
      .records(
        [
          .address(.v4(0xC000_0201)), .address(.v6(high: 1, low: 2)), .name("mail.example"),
          .mailExchange(preference: 10, exchange: ""), .text([[], [0, 255], Array("v=spf1".utf8)]), .text([]), .opaque([1, 2]),
        ], isSecure: true)),
    .answer(id: 11, .records([.opaque([])], isSecure: false)),
  ]

  private func bytes(_ frames: [Frame]) -> [UInt8] {
    var bytes: [UInt8] = []
    for frame in frames { FrameWriter.append(frame, to: &bytes) }
    return bytes
  }

  private func read(_ bytes: [UInt8], pieces: Int) throws -> [Frame] {
    var reader = FrameReader()
    var frames: [Frame] = []
    for start in stride(from: 0, to: bytes.count, by: pieces) {
      reader.append(bytes[start..<min(start + pieces, bytes.count)])
      while let frame = try reader.next() { frames.append(frame) }
    }
    return frames
  }

  @Test(arguments: [1, 2, 7, 4096, .max / 2]) func framesArriveAsSentHoweverTheyAreCut(pieces: Int) throws {
    #expect(try read(bytes(Self.frames), pieces: pieces) == Self.frames)
  }

  @Test func aChunkIsTheSameFrameHoweverItIsWritten() throws {
    var bytes: [UInt8] = []
    FrameWriter.appendChunk(id: 3, Array("xhellox".utf8)[1..<6], to: &bytes)
    #expect(try read(bytes, pieces: 64) == [.chunk(id: 3, Array("hello".utf8))])
  }

  /// A scanner that was taken over may send anything: it is refused, and costs no more than what it sent.
  @Test(
    arguments: [
      [0xFF, 0xFF, 0xFF, 0xFF],  // a length beyond the limit, before any octet of it
      [0, 0, 0, 0],  // no kind
      [0, 0, 0, 1, 99],  // no such kind
      [0, 0, 0, 5, 5, 0, 0, 0, 0],  // an id cut short
      [0, 0, 0, 9, 1, 0, 0, 0, 0, 0, 0, 0, 1],  // a scan without a size
      [0, 0, 0, 17, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],  // a size beyond Int
      [0, 0, 0, 11, 4, 0, 0, 0, 0, 0, 0, 0, 1, 0xFF, 0xFF],  // a question of no known type
      [0, 0, 0, 14, 5, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0xFF, 0xFF, 0xFF, 0xFF],  // four thousand million records
      [0, 0, 0, 14, 5, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0],  // no records
      [0, 0, 0, 19, 5, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 9],  // an address longer than the frame
      [0, 0, 0, 11, 5, 0, 0, 0, 0, 0, 0, 0, 1, 3, 0],  // an octet too many
      [0, 0, 0, 10, 6, 0, 0, 0, 0, 0, 0, 0, 1, 0],  // a withdrawal with a body
    ] as [[UInt8]]) func hostileFramesAreRefused(bytes: [UInt8])
  {
    #expect(throws: FrameError.self) { try read(bytes, pieces: 1) }
  }

  @Test func oversizedBodiesAreRefused() {
    let frames: [Frame] = [
      .chunk(id: 1, Array(repeating: 0, count: FrameLimits.chunk + 1)),
      .question(id: 1, DNSQuestion(String(repeating: "a", count: FrameLimits.name + 1), .a)),
      .findings(id: 1, Array(repeating: 0, count: FrameLimits.document + 1)),
    ]
    for frame in frames {
      let bytes = bytes([frame])
      #expect(throws: FrameError.self) { try read(bytes, pieces: 1 << 16) }
    }
  }

  /// Anybody with a domain can have one asked for: it must not cost the resolver its connection.
  @Test func anAnswerTooLargeForAFrameIsAFailedAnswer() throws {
    let name = DNSRecord.name(String(repeating: "a", count: 1000))
    let sent = Frame.answer(id: 1, .records(Array(repeating: name, count: 4000), isSecure: false))
    let expected = DNSAnswer.failure("an answer of 4020005 octets, where \(FrameLimits.answer) are taken")
    #expect(try read(bytes([sent]), pieces: 1 << 16) == [.answer(id: 1, expected)])
    let strings = Frame.answer(id: 2, .records([.text(Array(repeating: [], count: 65_500))], isSecure: false))
    #expect(try read(bytes([strings]), pieces: 1 << 16) == [strings])
  }

  /// Every octet of good frames changed in turn: read or refused, never a trap.
  @Test func damagedFramesNeverEndTheProcess() {
    let good = bytes(Self.frames.filter { if case .findings = $0 { false } else { true } })
    for index in good.indices {
      for value in [0, 1, 0x7F, 0xFF] as [UInt8] {
        var damaged = good
        damaged[index] = value
        _ = try? read(damaged, pieces: 4096)
      }
    }
  }
}
