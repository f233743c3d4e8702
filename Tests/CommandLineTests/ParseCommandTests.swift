import Foundation
import Testing

@Suite("martlet parse")
struct ParseCommandTests {
  private let message = """
    From: =?utf-8?q?J=C3=B6rg?= <j@example.org>
    To: Friends: a@example.org, b@example.org;
    Subject: =?koi8-r?b?wcI=?=
    Date: Fri, 21 Nov 1997 09:55:06 -0600
    Content-Type: multipart/mixed; boundary=x

    --x
    Content-Type: text/plain; charset=utf-8
    Content-Transfer-Encoding: quoted-printable

    caf=C3=A9
    --x
    Content-Disposition: attachment; filename="a.txt"

    abc
    --x
    """

  @Test("JSON has the decoded header, the tree and what is wrong")
  func json() throws {
    let result = try run(["parse", "--json", "-"], input: message)
    #expect(result.status == 0)
    let root = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(root["subject"] as? String == "аб")
    #expect(root["date"] as? String == "1997-11-21T15:55:06Z")
    let from = try #require(root["from"] as? [[String: Any]])
    #expect(from.first?["name"] as? String == "Jörg")
    #expect((root["to"] as? [[String: Any]])?.compactMap { $0["group"] as? String } == ["Friends", "Friends"])
    #expect(root["defects"] as? [String] == ["missingEnd"])
    let children = try #require(root["children"] as? [[String: Any]])
    #expect(children.map { $0["size"] as? Int } == [5, 3, 0])
    #expect(children.map { $0["fileName"] as? String } == [nil, "a.txt", nil])
    #expect(children[1]["sha256"] as? String == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test("People get a tree")
  func tree() throws {
    let result = try run(["parse"], input: message)
    #expect(result.output.contains("Subject: аб\n"))
    #expect(result.output.contains("├─ text/plain, utf-8, quoted-printable, 5 octets\n"))
    #expect(result.output.contains("├─ text/plain \"a.txt\", 3 octets, attachment\n"))
  }

  @Test("A file that is not there is said to be, on one line")
  func noFile() throws {
    let result = try run(["parse", "/nowhere/message.eml"])
    #expect(result.status == 2)
    #expect(result.errors.split(separator: "\n").count == 1)
  }
}
