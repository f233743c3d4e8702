import FilterPolicy
import Foundation
import GatewayConfiguration
import MailTypes
import MartletTestKit
import RecipientDirectory
import Synchronization
import Testing

/// Recipients and groups of a real LDAP server.
@Suite struct LDAPTests {
  private static let population = 3000

  /// Three thousand people without a further story, and a few with one.
  private static func entries() throws -> String {
    let crowd = (0..<population).map { number in
      """
      dn: uid=p\(number),\(SlapdPeer.baseDN)
      objectClass: inetOrgPerson
      cn: Person \(number)
      sn: Person
      uid: p\(number)
      mail: p\(number)@example.org


      """
    }
    let people = try #require(try CaseFolder("ldap").files(endingIn: "people.ldif").first)
    return crowd.joined() + (try String(contentsOf: people, encoding: .utf8))
  }

  private func settings(_ server: SlapdPeer, _ folder: RecipientFolder, password: String = SlapdPeer.password) throws
    -> LDAPSettings
  {
    try folder.write("password", password + "\n")
    return LDAPSettings(
      url: server.url, caFile: server.certificate, bindDN: SlapdPeer.reader, passwordFile: folder.path("password"),
      baseDN: SlapdPeer.baseDN, timeout: .seconds(10))
  }

  private func directory(
    _ settings: LDAPSettings, _ folder: RecipientFolder, now: @escaping @Sendable () -> Duration = { .zero }
  ) throws -> AddressDirectory {
    let domain = DomainSettings(
      name: try domain("example.org"), kind: .authoritative, recipients: .directory, nextHop: hop)
    return try AddressDirectory(
      organizations: [
        OrganizationSettings(name: "example", domains: [domain], directory: DirectorySettings(ldap: settings))
      ], probe: NoProbe(), now: now, report: { line in folder.reports.withLock { $0.append(line) } })
  }

  @Test func peopleAliasesAndNestedGroupsAreReadPageByPage() async throws {
    let (folder, server) = (try RecipientFolder(), try SlapdPeer(entries: LDAPTests.entries()))
    let directory = try directory(try settings(server, folder), folder)
    let before = await directory.classify(try address("p7@example.org"))
    #expect(before.word == "undecided", "nobody is refused before the server was read")
    await directory.readServers()

    let book = try #require(directory.book(of: "example"))
    #expect(book.count == LDAPTests.population + 3)
    #expect(await directory.classify(try address("p2999@example.org")).word == "local")
    #expect(await directory.classify(try address("nobody@example.org")).word == "unknown")
    #expect(book.primaryAddress(of: try address("A.Berg@example.org")) == (try address("anna@example.org")))
    #expect(book.primaryAddress(of: try address("berg@example.org")) == (try address("anna@example.org")))
    #expect(book.primaryAddress(of: try address("ben@example.org")) == (try address("B.Bear@example.org")))
    #expect(await directory.classify(try address("sales@example.org")).word == "local")

    func groups(_ text: String) throws -> [String] { book.groups(of: try address(text)).map(\.text).sorted() }
    #expect(try groups("anna@example.org") == ["all@example.org", "sales@example.org", "staff@example.org"])
    // Through a group without an address.
    #expect(try groups("b.bear@example.org") == ["all@example.org", "staff@example.org"])
    // The person says so, not the group.
    #expect(try groups("carl@example.org") == ["sales@example.org", "staff@example.org", "all@example.org"].sorted())
    let state = try #require(directory.states.first)
    #expect(state.groups == 3)
    #expect(state.server == DirectoryState.Server(name: server.url, age: 0, cause: nil, skipped: 1))
  }

  @Test func theLastGoodAnswerStaysWhenTheServerIsGone() async throws {
    let (folder, server) = (try RecipientFolder(), try SlapdPeer(entries: LDAPTests.entries()))
    let clock = Mutex(Duration.zero)
    let directory = try directory(try settings(server, folder), folder) { clock.withLock { $0 } }
    await directory.readServers()
    server.stop()
    clock.withLock { $0 = .seconds(600) }
    await directory.readServers()
    await directory.readServers()
    #expect(await directory.classify(try address("p7@example.org")).word == "local")
    #expect(await directory.classify(try address("nobody@example.org")).word == "unknown")
    let state = try #require(directory.states.first?.server)
    #expect(state.age == 600)
    #expect(state.cause?.contains("Can't contact LDAP server") == true)
    // Once when it was read, once when it was not.
    #expect(folder.reports.withLock { $0.count } == 2)
  }

  @Test func whatTheServerRefusesIsSaidInOneLine() async throws {
    let (folder, server) = (try RecipientFolder(), try SlapdPeer(entries: LDAPTests.entries()))
    func cause(_ change: (inout LDAPSettings) -> Void, password: String = SlapdPeer.password) async throws -> String {
      var settings = try settings(server, folder, password: password)
      change(&settings)
      do {
        _ = try await LDAPDirectory(settings).read()
        return "none"
      } catch {
        #expect(!error.description.contains("\n"))
        return error.description
      }
    }
    #expect(try await cause({ _ in }, password: "wrong").contains("Invalid credentials"))
    #expect(try await cause({ _ in }, password: "").contains("is empty"))
    #expect(try await cause({ $0.passwordFile = "/nonexistent" }).contains("No such file"))
    // A certificate that nothing vouches for.
    #expect(try await cause({ $0.caFile = nil }).hasPrefix("STARTTLS failed"))
    #expect(try await cause({ $0.maximumEntries = 1000 }).contains("more than 1000 entries"))
    #expect(try await cause({ $0.filter = "(mail=*" }).contains("Bad search filter"))
    #expect(try await cause({ $0.baseDN = "dc=nowhere" }).contains("search below dc=nowhere failed"))
  }
}
