import Testing

@testable import MailAuthentication

@Suite("Body canonicalization")
struct BodyHashTests {
  @Test("The same canonical octets come out of any pieces, and are what RFC 6376 §3.4 describes")
  func pieces() {
    var random = SystemRandomNumberGenerator()
    let words = ["a", "bc", " ", "  ", "\t", "\r\n", "\r\n\r\n", "\r", "\n", "defghijklmnop", "q r s t u v w x y z ", "!"]
    for _ in 0..<3000 {
      let body = (0..<Int.random(in: 0...30, using: &random)).map { _ in words.randomElement(using: &random) ?? "" }.joined()
      for algorithm in DKIMCanonicalization.Algorithm.allCases {
        let expected = Array(Self.canonical(body, algorithm).utf8)
        for size in [1, 2, 3, 7, Int.max] {
          let octets = CanonicalText.octets(Array(body.utf8), algorithm, pieces: size)
          #expect(octets == expected, "\(body.debugDescription) in pieces of \(size), \(algorithm)")
        }
      }
    }
  }

  @Test("So they do of bodies that take many turns")
  func large() {
    var random = SystemRandomNumberGenerator()
    let words = ["a", "bc", " ", "  ", "\t", "\r\n", "\r\n\r\n", "\r", "defghijklmnop", "q r s t u v w x y z "]
    for _ in 0..<10 {
      let body = (0..<20_000).map { _ in words.randomElement(using: &random) ?? "" }.joined()
      for algorithm in DKIMCanonicalization.Algorithm.allCases {
        let expected = Array(Self.canonical(body, algorithm).utf8)
        for size in [999, 16_384, Int.max] {
          #expect(CanonicalText.octets(Array(body.utf8), algorithm, pieces: size) == expected, "\(size), \(algorithm)")
        }
      }
    }
  }

  /// Slow and plain: line by line. A CR or LF alone is no line end.
  private static func canonical(_ body: String, _ algorithm: DKIMCanonicalization.Algorithm) -> String {
    var lines: [[UInt8]] = [[]]
    for octet in body.utf8 {
      lines[lines.count - 1].append(octet)
      if lines[lines.count - 1].suffix(2) == [0x0D, 0x0A] {
        lines[lines.count - 1].removeLast(2)
        lines.append([])
      }
    }
    if algorithm == .relaxed { lines = lines.map(relaxed) }
    while lines.last?.isEmpty == true { lines.removeLast() }
    if lines.isEmpty { return algorithm == .simple ? "\r\n" : "" }
    return lines.map { String(decoding: $0, as: UTF8.self) + "\r\n" }.joined()
  }

  private static func relaxed(_ line: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    for octet in line {
      if octet != 0x20, octet != 0x09 { result.append(octet) } else if result.last != 0x20 { result.append(0x20) }
    }
    if result.last == 0x20 { result.removeLast() }
    return result
  }
}
