import MailTransport
import MailTypes
import MartletTestKit
import Testing

/// Against a real Dovecot over LMTP.
@Suite struct DovecotTests {
  @Test(arguments: [false, true]) func everyRecipientHasTheMessageAndAReply(overSocket: Bool) async throws {
    let dovecot = try DovecotPeer()
    let hop = overSocket ? NextHop.lmtpSocket(path: dovecot.lmtpSocket) : ClientSetup.lmtp(dovecot.lmtpPort)
    let pool = try ClientSetup.pool()
    for _ in 0..<2 {
      let results = try await pool.deliver(ClientSetup.envelope(to: "bob@example.net", "carol@example.net"), to: hop)
      #expect(results.map(\.reply.code) == [250, 250])
      #expect(results.first?.reply.lines.first?.contains("bob@example.net") == true)
    }
    for user in ["bob@example.net", "carol@example.net"] {
      let inbox = try dovecot.inbox(of: user)
      #expect(inbox.count == 2)
      #expect(inbox.allSatisfy { $0.hasSuffix("X-Added: yes\nSubject: test\n\n.dot\nbody\n") }, "\(inbox)")
    }
  }
}
