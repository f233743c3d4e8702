import Foundation
import MailTypes
import MartletTestKit
import NIOPosix
import Testing

@testable import MailTransport

@Suite("clamd is asked, and believed only when it answers")
struct ClamdClientTests {
  private static let message = MessageContent.bytes(Array("Subject: x\r\n\r\nbody\r\n".utf8))
  /// `zINSTREAM`, a zero, one chunk with its length, the chunk of length zero.
  private static let streamLength = 10 + 4 + message.size + 4

  private static func client(_ address: ClamdClient.Address, timeout: Duration = .seconds(20)) -> ClamdClient {
    ClamdClient(address: address, timeout: timeout, group: MultiThreadedEventLoopGroup.singleton)
  }

  private static func scripted(_ server: ScriptedClamd, timeout: Duration = .seconds(20)) -> ClamdClient {
    client(.tcp(.v4(0x7F00_0001), port: server.port), timeout: timeout)
  }

  @Test("The message goes out as INSTREAM wants it")
  func framing() async throws {
    let server = try await ScriptedClamd(after: Self.streamLength, .say("stream: OK\0"))
    #expect(try await Self.scripted(server).scan(Self.message) == .clean)
    let expected = Array("zINSTREAM\0".utf8) + [0, 0, 0, 20] + Array("Subject: x\r\n\r\nbody\r\n".utf8) + [0, 0, 0, 0]
    #expect(server.received.bytes == expected)
  }

  @Test(
    "Answers are understood, whenever they come",
    arguments: [
      ("stream: OK\0", ClamdReply.clean), ("stream: Win.Test.EICAR_HDB-1 FOUND\0", .found("Win.Test.EICAR_HDB-1")),
      ("INSTREAM size limit exceeded. ERROR\0", .oversize),
    ])
  func answers(text: String, reply: ClamdReply) async throws {
    for count in [1, 12, Self.streamLength] {
      let server = try await ScriptedClamd(after: count, .say(text))
      #expect(try await Self.scripted(server).scan(Self.message) == reply)
    }
  }

  @Test(
    "What is no answer is an error, and never clean",
    arguments: [
      (ScriptedClamd.Act.hangUp, ClamdError.closed), (.sayAndHangUp("stream: O"), .closed),
      (.sayAndHangUp("stream: OK"), .closed), (.say("\0"), .badAnswer), (.say("PONG\0"), .badAnswer),
      (.say("220 mail.example ESMTP\0"), .badAnswer), (.say("stream: Can't allocate memory ERROR\0"), .badAnswer),
      (.say("stream:  FOUND\0"), .badAnswer), (.say(String(repeating: "x", count: 5000)), .badAnswer),
    ])
  func faults(act: ScriptedClamd.Act, error: ClamdError) async throws {
    let server = try await ScriptedClamd(after: Self.streamLength, act)
    await #expect(throws: error) { try await Self.scripted(server).scan(Self.message) }
  }

  @Test("A silent clamd is given up")
  func silence() async throws {
    let server = try await ScriptedClamd(after: 1, .silence)
    await #expect(throws: ClamdError.timedOut) {
      try await Self.scripted(server, timeout: .milliseconds(200)).scan(Self.message)
    }
  }

  @Test("A clamd that is not there, and a message whose file is gone, are errors of their own")
  func absent() async throws {
    await #expect(throws: ClamdError.cannotConnect) {
      try await Self.client(.socket(path: "/nonexistent/clamd.sock")).scan(Self.message)
    }
    let server = try await ScriptedClamd(after: .max, .silence)
    await #expect(throws: ClamdError.cannotRead) {
      try await Self.scripted(server).scan(.file(path: "/nonexistent/message", size: 10))
    }
  }

  @Test("The real clamd finds what it knows, in memory and in files, and tells its version")
  func real() async throws {
    let peer = try ClamdPeer()
    let client = Self.client(.socket(path: peer.socket))
    #expect(try await client.version().engine.hasPrefix("ClamAV "))
    #expect(try await client.scan(Self.message) == .clean)
    let encoded = Data("\(ClamdPeer.marker)".utf8).base64EncodedString()
    let infected = "MIME-Version: 1.0\r\nContent-Type: application/x\r\nContent-Transfer-Encoding: base64\r\n\r\n\(encoded)\r\n"
    #expect(try await client.scan(.bytes(Array(infected.utf8))) == .found(ClamdPeer.virusName))
    // Longer than a chunk, the marker across the border of two.
    let padding = String(repeating: "x", count: 128 * 1024 - 10)
    let file = peer.folder.url.appendingPathComponent("message")
    let content = Data((padding + ClamdPeer.marker + padding).utf8)
    try content.write(to: file)
    #expect(try await client.scan(.file(path: file.path, size: content.count)) == .found(ClamdPeer.virusName))
  }

  @Test("A message larger than the real clamd takes is said to be, however much of it is still on the way")
  func oversize() async throws {
    let peer = try ClamdPeer(streamLimit: 300_000)
    let client = Self.client(.socket(path: peer.socket))
    for size in [300_001, 1 << 20, 20 << 20] {
      for _ in 0..<10 {
        #expect(try await client.scan(.bytes([UInt8](repeating: 0x61, count: size))) == .oversize)
      }
    }
  }
}
