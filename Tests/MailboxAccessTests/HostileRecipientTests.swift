import Foundation
import MailboxAccess
import MartletTestKit
import Testing

@Suite struct HostileRecipientTests {
  @Test(
    arguments: [
      #""../../../../tmp/x"@example.net"#, #"".."@example.net"#, #""new"@example.net"#, #""/etc/cron.d/x"@example.net"#,
      #""a/b"@example.net"#, #""tmp/../.."@example.net"#,
    ])
  func theirMailStaysBelowTheRoot(_ recipient: String) async throws {
    let setup = try MaildirSetup()
    let path = try await setup.deliver(to: recipient)
    let components = path.dropFirst(setup.folder.path.count + 1).split(separator: "/")
    #expect(components.count == 4)
    #expect(components.first == "example.net")
    #expect(try setup.everything().contains(components.joined(separator: "/")))
  }
}
