import AdminAPI
import Glibc
import Testing

@Suite struct ControlAccessTests {
  @Test func anAccountThatIsNotAllowedIsRefused() async throws {
    try await withServer(try FakeGateway(), access: ControlAccess(users: [], group: nil)) { client, gateway in
      await refusal("forbidden") { _ = try await client.status() }
      await refusal("forbidden") { _ = try await client.queue() }
      await refusal("forbidden") { try await client.delete(gateway.id) }
    }
  }

  @Test func rootTheOwnAccountAndTheNamedOnesAreAllowed() throws {
    let access = try ControlAccess(allowedUsers: ["daemon"])
    #expect(access.allows(PeerCredentials(process: 1, user: 0, group: 0)))
    #expect(access.allows(PeerCredentials(process: 1, user: geteuid(), group: 12_345)))
    #expect(access.allows(PeerCredentials(process: 1, user: 1, group: 12_345)))
    #expect(!access.allows(PeerCredentials(process: 1, user: 12_345, group: 12_345)))
  }

  @Test func membersOfTheGroupAreAllowed() {
    let access = ControlAccess(users: [], group: 1)
    #expect(access.allows(PeerCredentials(process: 1, user: 12_345, group: 1)))
    #expect(!access.allows(PeerCredentials(process: 1, user: 12_345, group: 12_345)))
  }

  @Test func namesNobodyHasStopTheStart() {
    #expect(throws: ControlAccess.UnknownName.self) { try ControlAccess(allowedUsers: ["no-such-account"]) }
    #expect(throws: ControlAccess.UnknownName.self) { try ControlAccess(group: "no-such-group") }
  }
}
