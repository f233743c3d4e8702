import BareOperations
import FilterPolicy
import Foundation
import MailTypes
import RecipientDirectory

/// Processor time of an organisation's recipients: reading them, making the book, changing it, asking it.
@main
struct RecipientBenchmark {
  private static let people = 50_000
  private static let groups = 1000

  static func main() throws {
    let csv = Array(text().utf8)
    let contents = try DirectoryFile.read(csv, file: "people.csv", domain: nil)
    let reading = Shortest.seconds(of: 3) { _ = try? DirectoryFile.read(csv, file: "people.csv", domain: nil) }
    let making = Shortest.seconds(of: 5) { _ = RecipientBook(recipients: contents.recipients, groups: contents.groups) }
    print(
      String(
        format: "%d recipients, %d groups: CSV read in %.0f ms, book made in %.0f ms", people, groups, reading * 1e3,
        making * 1e3))
    changes(RecipientBook(recipients: contents.recipients, groups: contents.groups))
  }

  private static func changes(_ book: RecipientBook) {
    guard let new = EmailAddress("new@example.org"), let group = EmailAddress("group0@example.org"),
      let everyone = EmailAddress("everyone@example.org"), let known = EmailAddress("alias77.0@example.org")
    else { return }
    let member = DirectoryChange.addMember(AddressKey(new), group: AddressKey(everyone))
    let recipient = DirectoryChange.setRecipient(DirectoryRecipient(primary: new, aliases: []))
    report("a recipient added", 100) { _ = book.applying(recipient) }
    report("a member added to a group of \(people)", 100) { _ = book.applying(member) }
    report("an alias resolved, with the groups around it", 1000) { _ = book.resolve(known) }
    let resolved = book.resolve(known)
    let key = AddressKey(group)
    var hits = 0
    report("one group asked for", 10_000) { hits &+= resolved.isMember(of: key) ? 1 : 0 }
    if hits < 0 { print(hits) }
  }

  private static func report(_ what: String, _ count: Int, _ work: () -> Void) {
    let seconds = Shortest.seconds(of: 5) { for _ in 0..<count { work() } } / Double(count)
    print(String(format: "%@: %.2f µs", what, seconds * 1e6))
  }

  /// Two aliases each, five groups each, groups in groups three deep, and one group of everybody.
  private static func text() -> String {
    var lines = ["address,name,aliases,groups"]
    for number in 0..<people {
      let memberships = (0..<5).map { "group\((number + $0 * 37) % groups)@example.org" } + ["everyone@example.org"]
      lines.append(
        "person\(number)@example.org,Person \(number),alias\(number).0@example.org;alias\(number).1@example.org,"
          + memberships.joined(separator: ";"))
    }
    for number in 100..<groups { lines.append("group\(number)@example.org,,,group\(number % 100)@example.org") }
    for number in 10..<100 { lines.append("group\(number)@example.org,,,group\(number % 10)@example.org") }
    return lines.joined(separator: "\n")
  }
}
