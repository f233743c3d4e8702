import MailTypes
import SMTPCore
import Testing

/// PROXY headers, versions 1 and 2, whole and one octet at a time.
struct ProxyHeaderTests {
  private static let signature: [UInt8] = [0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A]

  private func read(_ bytes: [UInt8]) throws -> (header: ProxyHeader?, rest: Int) {
    var whole = ProxyHeaderReader()
    var input = bytes[...]
    let result = Result { try whole.read(&input) }
    var single = ProxyHeaderReader()
    var header: ProxyHeader?
    let again = Result {
      for byte in bytes where header == nil {
        var one = [byte][...]
        header = try single.read(&one)
      }
      return header
    }
    #expect((try? result.get()) == (try? again.get()))
    return (try result.get(), input.count)
  }

  private func text(_ line: String) throws -> ProxyHeader? { try read(Array(line.utf8)).header }

  private func client(_ address: String, _ port: UInt16) throws -> ProxyHeader {
    .client(try #require(IPAddress(address)), port: port)
  }

  @Test func versionOne() throws {
    #expect(try text("PROXY TCP4 203.0.113.9 192.0.2.1 56324 25\r\n") == client("203.0.113.9", 56324))
    #expect(try text("PROXY TCP6 2001:db8::9 2001:db8::1 0 25\r\n") == client("2001:db8::9", 0))
    #expect(try text("PROXY TCP6 ::ffff:203.0.113.9 ::1 1 25\r\n") == client("203.0.113.9", 1))
    #expect(try text("PROXY UNKNOWN\r\n") == .local)
    #expect(try text("PROXY UNKNOWN ffff::1 ffff::2 65535 65535\r\n") == .local)
    #expect(try text("PROXY TCP4 203.0.113.9 192.0.2.1 5") == nil)
  }

  @Test(arguments: [
    "PROXY TCP4 203.0.113.9 192.0.2.1 56324\r\n", "PROXY TCP4 203.0.113.9 192.0.2.1 56324 25 x\r\n",
    "PROXY TCP4 2001:db8::9 192.0.2.1 56324 25\r\n", "PROXY TCP6 203.0.113.9 192.0.2.1 56324 25\r\n",
    "PROXY TCP4 203.0.113.9 192.0.2.1 65536 25\r\n", "PROXY TCP4 203.0.113.9 192.0.2.1 -1 25\r\n",
    "PROXY TCP4 203.0.113.9 192.0.2.1 056 25\r\n", "PROXY TCP4  203.0.113.9 192.0.2.1 1 25\r\n", "PROXY \r\n",
    "PROXY TCP4 203.0.113.9 192.0.2.1 56324 25\n", "proxy TCP4 203.0.113.9 192.0.2.1 1 2\r\n", "EHLO client.example\r\n",
    "PROXY UNKNOWN " + String(repeating: "x", count: 100) + "\r\n",
  ])
  func whatIsNoVersionOneHeader(line: String) {
    #expect(throws: ProxyHeaderError.self) { try text(line) }
  }

  private func binary(_ command: UInt8, _ family: UInt8, _ block: [UInt8]) -> [UInt8] {
    Self.signature + [command, family, UInt8(block.count >> 8), UInt8(block.count & 0xFF)] + block
  }

  @Test func versionTwo() throws {
    let four: [UInt8] = [203, 0, 113, 9, 192, 0, 2, 1, 0x12, 0x34, 0, 25]
    let source: [UInt8] = [0x20, 0x01, 0x0D, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9]
    #expect(try read(binary(0x21, 0x11, four)).header == client("203.0.113.9", 0x1234))
    #expect(try read(binary(0x21, 0x11, four + [4, 0, 2, 1, 2])).header == client("203.0.113.9", 0x1234))
    #expect(try read(binary(0x21, 0x21, source + source + [0, 80, 0, 25])).header == client("2001:db8::9", 80))
    #expect(try read(binary(0x20, 0x00, [])).header == .local)
    #expect(try read(binary(0x20, 0x11, four)).header == .local)
    #expect(try read(binary(0x21, 0x00, [1, 2, 3])).header == .local)
    #expect(try read(binary(0x21, 0x31, Array(repeating: 0x2F, count: 216))).header == .local)
    #expect(try read(binary(0x21, 0x11, four) + Array("EHLO".utf8)).rest == 4)
  }

  @Test func whatIsNoVersionTwoHeader() throws {
    let four: [UInt8] = [203, 0, 113, 9, 192, 0, 2, 1, 0x12, 0x34, 0, 25]
    for bytes in [
      binary(0x31, 0x11, four), binary(0x22, 0x11, four), binary(0x21, 0x41, four), binary(0x21, 0x13, four),
      binary(0x21, 0x11, Array(four.dropLast())), binary(0x21, 0x21, four),
      binary(0x21, 0x11, Array(repeating: 0, count: 521)),
    ] {
      #expect(throws: ProxyHeaderError.self) { try read(bytes) }
    }
  }
}
