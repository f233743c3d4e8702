import Glibc
import InternetMessage
import Testing

/// Reading is linear: an input of twice the size costs about twice as much. Processor time of this thread, the best of
/// several runs, so that what else the machine does plays no part.
@Suite("Linear time", .serialized)
struct LinearTimeTests {
  /// Twice the input may cost so many times as much; a quadratic reader needs four.
  private static let growthLimit = 2.5
  /// Below this the clock and the allocator are all that is measured.
  private static let leastSeconds = 0.002

  private static let message: @Sendable ([UInt8]) -> Void = { bytes in
    let message = Message(bytes)
    for part in message.leaves {
      _ = message.decodedBody(part)
      _ = message.text(part)
    }
  }
  private static let addresses: @Sendable ([UInt8]) -> Void = { _ = HeaderAddress.list($0) }
  private static let words: @Sendable ([UInt8]) -> Void = { _ = HeaderText.decoded($0[...]) }
  private static let content: @Sendable ([UInt8]) -> Void = { _ = ContentField($0[...]) }

  struct Attack: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Before what is repeated.
    var opening = ""
    let unit: String
    let read: @Sendable ([UInt8]) -> Void
  }

  private static let multipart = "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
  /// Fifty multiparts whose boundaries begin alike.
  private static let nested = (0..<50).map { level in
    let boundary = String(repeating: "-", count: 60) + "\(level)"
    return "Content-Type: multipart/mixed; boundary=\"\(boundary)\"\r\n\r\n--\(boundary)\r\n"
  }.joined()

  private static func charset(_ name: String) -> String { "Content-Type: text/plain; charset=\(name)\r\n\r\n" }

  static let attacks: [Attack] = [
    Attack(testDescription: "parts", opening: multipart, unit: "--b\r\n\r\nx\r\n", read: message),
    Attack(testDescription: "nested multiparts", unit: "\(multipart)--b\r\n", read: message),
    Attack(testDescription: "nested messages", unit: "Content-Type: message/rfc822\r\n\r\n", read: message),
    Attack(
      testDescription: "lines like fifty boundaries", opening: nested, unit: String(repeating: "-", count: 63) + "\n",
      read: message),
    Attack(testDescription: "lines of dashes", opening: multipart, unit: "--\n", read: message),
    Attack(testDescription: "header fields", unit: "A:\n", read: message),
    Attack(testDescription: "folds", opening: "A: ", unit: "\r\n x", read: message),
    Attack(
      testDescription: "one line of base 64", opening: "Content-Transfer-Encoding: base64\r\n\r\n", unit: "QUJD", read: message),
    Attack(
      testDescription: "soft breaks", opening: "Content-Transfer-Encoding: quoted-printable\r\n\r\n", unit: "= ", read: message),
    Attack(testDescription: "files in a text", opening: "\r\n", unit: "begin 644 a\n#86)C\nend\n", read: message),
    Attack(testDescription: "files that never begin", opening: "\r\n", unit: "begin 644 a\n", read: message),
    Attack(testDescription: "half characters", opening: charset("big5"), unit: "\u{81}", read: message),
    Attack(testDescription: "escapes", opening: charset("iso-2022-jp"), unit: "\u{1B}$B\u{1B}(B", read: message),
    Attack(testDescription: "four octets cut short", opening: charset("gb18030"), unit: "\u{C1}0", read: message),
    Attack(testDescription: "shifts", opening: charset("utf-7"), unit: "+-+A", read: message),
    Attack(testDescription: "locking shifts", opening: charset("iso-2022-kr"), unit: "\u{0E}\u{0F}", read: message),
    Attack(testDescription: "meta without end", opening: "Content-Type: text/html\r\n\r\n", unit: "<meta ", read: message),
    Attack(testDescription: "addresses", unit: "a@b,", read: addresses),
    Attack(testDescription: "open brackets", unit: "<", read: addresses),
    Attack(testDescription: "open comments", unit: "(", read: addresses),
    Attack(testDescription: "words without an end", unit: "\"a\" ", read: addresses),
    Attack(testDescription: "marks", unit: "@", read: addresses),
    Attack(testDescription: "words that never end", unit: "=?a?q?", read: words),
    Attack(testDescription: "encoded-words", unit: "=?utf-8?q?a?= ", read: words),
    Attack(testDescription: "encoded-words in two sets", unit: "=?utf-8?q?a?= =?big5?q?a?= ", read: words),
    Attack(testDescription: "parameters", opening: "a/b", unit: ";a=b", read: content),
    Attack(testDescription: "sections", opening: "a/b", unit: ";a*0*=''%41", read: content),
    Attack(testDescription: "apostrophes", opening: "a/b;a*=", unit: "'", read: content),
  ]

  @Test("Twice the input costs about twice the time", arguments: attacks)
  func growth(attack: Attack) {
    let length = attack.unit.utf8.count
    var count = 10_000 / length
    var growth = Double.infinity
    // Inputs grow until they can be measured; one good measurement shows that reading is linear.
    for _ in 0..<8 where growth > Self.growthLimit {
      let once = seconds(attack, count)
      if once < Self.leastSeconds, count * length < 10_000_000 {
        count *= 4
        continue
      }
      growth = seconds(attack, count * 2) / max(once, Self.leastSeconds)
    }
    #expect(growth <= Self.growthLimit)
  }

  private func seconds(_ attack: Attack, _ count: Int) -> Double {
    let input = Array((attack.opening + String(repeating: attack.unit, count: count)).utf8)
    return (0..<3).map { _ in
      let start = clock
      attack.read(input)
      return clock - start
    }.min() ?? 0
  }

  private var clock: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
