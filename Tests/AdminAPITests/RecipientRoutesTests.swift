import AdminAPI
import FilterPolicy
import MailTypes
import Testing

@Suite("user and group")
struct RecipientRoutesTests {
  private let query = [("organization", "example")]

  private func address(_ text: String) throws -> EmailAddress { try #require(EmailAddress(text)) }

  private func code(_ body: () async throws -> Void) async -> String? {
    do {
      try await body()
      return nil
    } catch ControlClientError.refused(let code, let message) {
      #expect(!message.contains("\n"))
      return code
    } catch {
      return "\(error)"
    }
  }

  @Test("A recipient is made, found by any of its addresses with its groups, changed and removed")
  func recipients() async throws {
    try await withServer(try FakeGateway()) { client, _ in
      let (ada, alias) = (try address("Ada/L@example.org"), try address("ada@example.org"))
      let made = try await client.create(RecipientDocument(address: ada, name: "Ada", aliases: [alias]), query)
      #expect(made.source == "store" && made.organization == "example")
      let group = GroupDocument(address: try address("staff@example.org"), aliases: [], members: [alias])
      _ = try await client.create(group, query)
      let found = try await client.recipient(alias, query)
      #expect(found.address == ada && found.name == "Ada")
      #expect(found.groups == [AddressKey(group.address)])

      _ = try await client.set(RecipientDocument(address: ada, name: nil, aliases: []), query)
      #expect(try await client.recipient(ada, query).groups == [])
      let names = try await client.recipients(query + [("text", "ADA")]).items.map(\.address)
      #expect(names == [ada])
      try await client.removeRecipient(ada, query)
      let gone = await code { _ = try await client.recipient(ada, query) }
      #expect(gone == "notFound")
    }
  }

  @Test("Members come and go, and a group that is removed is gone")
  func groups() async throws {
    try await withServer(try FakeGateway()) { client, _ in
      let (staff, carl) = (try address("staff@example.org"), try address("carl@example.org"))
      _ = try await client.create(GroupDocument(address: staff, aliases: [], members: []), query)
      try await client.add(carl, to: staff, query)
      #expect(try await client.group(staff, query).members == [carl])
      #expect(try await client.recipient(carl, query).groups?.map(\.text) == ["listed@example.org", "staff@example.org"])
      try await client.remove(carl, from: staff, query)
      #expect(try await client.group(staff, query).members == [])
      #expect(try await client.groups(query).items.map(\.address.description) == ["listed@example.org", "staff@example.org"])
      try await client.removeGroup(staff, query)
      #expect(try await client.groups(query).items.count == 1)
    }
  }

  @Test("What cannot be done is refused in one line")
  func refusals() async throws {
    try await withServer(try FakeGateway()) { client, _ in
      let (ada, carl) = (try address("ada@example.org"), try address("carl@example.org"))
      let user = RecipientDocument(address: ada, name: nil, aliases: [])
      let unnamed = await code { _ = try await client.create(user) }
      #expect(unnamed == "badRequest", "two organizations: which is meant?")
      let unknown = await code { _ = try await client.set(user, query) }
      #expect(unknown == "notFound")
      _ = try await client.create(user, query)
      let twice = await code { _ = try await client.create(user, query) }
      #expect(twice == "conflict")
      let taken = await code {
        _ = try await client.create(RecipientDocument(address: try address("b@example.org"), name: nil, aliases: [carl]), query)
      }
      #expect(taken == "conflict")
      let foreign = await code { try await client.removeRecipient(carl, query) }
      #expect(foreign == "conflict", "a file has it")
      let elsewhere = await code {
        _ = try await client.create(
          RecipientDocument(address: try address("x@example.net"), name: nil, aliases: []), query)
      }
      #expect(elsewhere == "conflict")
      let missing = await code { try await client.add(carl, to: try address("none@example.org"), query) }
      #expect(missing == "notFound")
      let nobody = await code { _ = try await client.create(user, [("organization", "nobody")]) }
      #expect(nobody == "notFound")
    }
  }
}
