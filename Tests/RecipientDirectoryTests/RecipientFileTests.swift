import FilterPolicy
import GatewayConfiguration
import MailTypes
import RecipientDirectory
import Synchronization
import Testing

@Suite struct RecipientFileTests {
  private func settings(_ path: String) throws -> DomainSettings {
    DomainSettings(name: try domain("a.example"), kind: .authoritative, recipients: .file(path: path), nextHop: hop)
  }

  @Test func aNewRecipientReceivesWithoutARestart() async throws {
    let folder = try RecipientFolder()
    try folder.write("list", "ada\n")
    let directory = try folder.directory([try settings(folder.path("list"))])
    #expect(await directory.classify(try address("bela@a.example")).word == "unknown")
    try folder.write("list", "ada\nbela\n")
    directory.reloadChangedFiles()
    #expect(await directory.classify(try address("bela@a.example")).word == "local")
    #expect(folder.reports.withLock { $0.count } == 1)
  }

  @Test func aFileThatGoesAwayOrBreaksLeavesTheLastGoodOne() async throws {
    let folder = try RecipientFolder()
    try folder.write("list", "ada\n")
    let directory = try folder.directory([try settings(folder.path("list"))])
    try folder.remove("list")
    directory.reloadChangedFiles()
    directory.reloadChangedFiles()
    #expect(await directory.classify(try address("ada@a.example")).word == "local")
    try folder.write("list", "ada\nnot a recipient\n")
    directory.reloadChangedFiles()
    #expect(await directory.classify(try address("ada@a.example")).word == "local")
    // Each state of the file is reported once.
    #expect(folder.reports.withLock { $0.count } == 2)
    #expect(folder.reports.withLock { $0.allSatisfy { $0.contains("last good") } })
  }

  @Test func aWrongFileStopsTheStartAndNamesEveryLine() throws {
    let folder = try RecipientFolder()
    try folder.write("list", "ada\nb b\n@\n# fine\n")
    let error = #expect(throws: ConfigurationError.self) { try folder.directory([try settings(folder.path("list"))]) }
    #expect(error?.problems.map(\.line) == [2, 3])
  }

  @Test func textAndYAMLListsReadTheSame() throws {
    let name = try domain("a.example")
    let text = try contents("ada\nbela@a.example\ncarl@b.example\nADA\n", "list", name)
    let yaml = try contents("- ada\n- \"bela@a.example\"\r\n- 'carl@b.example'\n", "list.yaml", name)
    #expect(text == yaml)
    #expect(text.recipients.map(\.primary.description) == ["ada@a.example", "bela@a.example"])
  }

  @Test func aDomainAloneStandsForAllItsAddresses() async throws {
    let folder = try RecipientFolder()
    try folder.write("list", "@A.example\n@b.example\n")
    let directory = try folder.directory([try settings(folder.path("list"))])
    #expect(await directory.classify(try address("anyone@a.example")).word == "local")
    // Anyone is not a mailbox that is known to look like a route.
    #expect(await directory.classify(try address("user%other.example@a.example")).word == "hiddenRoute")
  }

  private func contents(_ text: String, _ file: String, _ domain: DomainName) throws -> DirectoryContents {
    try DirectoryFile.read(Array(text.utf8), file: file, domain: domain)
  }
}
