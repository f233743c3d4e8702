import Foundation
import GatewayConfiguration
import Logging
import MailTypes
import Testing

@testable import martlet

@Suite("Log lines")
struct LogLineTests {
  private func line(_ metadata: Logger.Metadata, _ format: LogSettings.Format = .logfmt) -> String {
    let line = LogLine(
      time: UTCTime(microseconds: 1_500_000), level: .info, message: "delivered", metadata: metadata)
    return String(decoding: line.bytes(format), as: UTF8.self)
  }

  @Test("Time, event and level come first, then the contract's keys, then the others by name")
  func order() {
    #expect(
      line(["zeta": "1", "status": "sent", "alpha": "2", "trace": "t", "event": "delivery", "queue": "q"])
        == "time=1970-01-01T00:00:01.500Z event=delivery level=info trace=t queue=q status=sent alpha=2 zeta=1 message=delivered\n"
    )
  }

  @Test(
    "No value ends a line or passes for another key",
    arguments: [
      "a\nevent=forged", "a\r\nevent=forged", "a event=forged", "a\" event=\"forged", "a\\", "", "\u{2028}event=forged",
      "\u{85}x",
      "\u{1B}[2Jx", "\u{202E}gpj.exe", "\u{0}", "ü",
    ])
  func injection(_ value: String) throws {
    let text = line(["helo": "\(value)"])
    #expect(text.hasPrefix("time=1970-01-01T00:00:01.500Z event=note level=info helo=\""))
    #expect(text.hasSuffix("\" message=delivered\n"))
    #expect(text.unicodeScalars.filter { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) } == ["\n"])
    #expect(!text.contains("\u{2028}") && !text.contains("\u{202E}"))

    let json = try JSONDecoder().decode([String: String].self, from: Data(line(["helo": "\(value)"], .json).utf8))
    #expect(json["helo"] == value)
    #expect(json["event"] == "note")
  }

  @Test("A key that is none is made one, and a long value is cut")
  func bounds() {
    #expect(line(["a b=c": "1"]).contains(" _abc=1 "))
    let cut = line(["reply": "\(String(repeating: "x", count: 100_000))"])
    #expect(cut.utf8.count < 1200)
    #expect(cut.contains("x…\""))
  }
}
