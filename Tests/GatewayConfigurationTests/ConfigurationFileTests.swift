import Foundation
import GatewayConfiguration
import MailTypes
import Testing

@Suite struct ConfigurationFileTests {
  @Test func withoutFileNothingListensBeyondLoopback() throws {
    let settings = try ConfigurationFile.withoutFile().settings
    #expect(settings.listeners.map(\.address.description) == ["127.0.0.1:2525"])
    #expect(settings.organizations.isEmpty)
    #expect(settings.trustedNetworks.isEmpty)
  }

  @Test func submissionIsOfferedOnLoopbackOnceUsersCanSignIn() throws {
    let settings = try read("users: users\ntls: {certificate: c.pem, key: k.pem}").settings
    #expect(settings.listeners.map(\.kind) == [.smtp, .submission])
    #expect(settings.listeners.map(\.address.description) == ["127.0.0.1:2525", "127.0.0.1:2587"])
  }

  @Test func valuesAreReadInTheirReadableForms() throws {
    let settings = try read("limits: {messageSize: 25MB, headerSize: 64KiB}\nqueue: {lifetime: 1d12h, firstRetry: 90s}")
      .settings
    #expect(settings.limits.messageSize == 25_000_000)
    #expect(settings.limits.headerSize == 65_536)
    #expect(settings.queue.lifetime == .seconds(36 * 3600))
    #expect(settings.queue.firstRetry == .seconds(90))
  }

  @Test func relativePathsBeginAtTheFile() throws {
    let settings = try read(
      """
      users: ./users
      control: {socket: run/control.sock}
      organizations:
        - name: a
          domains: [{name: a.example, recipients: {file: list}, nextHop: "maildir:mail"}]
      """
    ).settings
    let domain = try #require(settings.organizations.first?.domains.first)
    #expect(settings.users == "/etc/martlet/users")
    #expect(settings.control.socket == "/etc/martlet/run/control.sock")
    #expect(domain.recipients == .file(path: "/etc/martlet/list"))
    #expect(domain.nextHop == .maildir(root: "/etc/martlet/mail"))
  }

  @Test func theListingTellsDefaultsFromWhatTheFileSays() throws {
    let lines = try read("limits: {connections: 7}").listing.split(separator: "\n")
    let connections = try #require(lines.first { $0.hasPrefix("limits.connections ") })
    #expect(connections.split(separator: " ") == ["limits.connections", "7"])
    let size = try #require(lines.first { $0.hasPrefix("limits.messageSize ") })
    #expect(size.split(separator: " ") == ["limits.messageSize", "35MiB", "(default)"])
  }

  @Test func filesThatCannotBeReadAreNamedBeforeAnythingStarts() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("martlet-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("martlet.yaml").path
    try "users: absent\ntls: {certificate: ., key: martlet.yaml}\n".write(toFile: file, atomically: true, encoding: .utf8)
    let error = #expect(throws: ConfigurationError.self) { try ConfigurationFile(path: file) }
    let messages = try #require(error?.problems).map { "\($0.line): \($0.path): \($0.message.prefix { $0 != ";" })" }
    #expect(
      messages == [
        "1: users: `\(folder.path)/absent` cannot be read: No such file or directory",
        "2: tls.certificate: `\(folder.path)/.` cannot be read: it is a folder",
      ])
  }

  @Test func aConfigurationThatIsMissingSaysWhatToDo() {
    let error = #expect(throws: ConfigurationError.self) { try ConfigurationFile(path: "/nonexistent/martlet.yaml") }
    #expect(error?.description == "/nonexistent/martlet.yaml: No such file or directory; give a file with --config")
  }

  /// A file of any bytes is read or refused; it never ends the process.
  @Test func cutFilesNeverTrap() throws {
    let cases = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Cases/configuration")
    let bytes = try [UInt8](Data(contentsOf: cases.appendingPathComponent("02-complete.yaml")))
    for length in stride(from: 0, to: bytes.count, by: 7) {
      let cut = ConfigurationFile.Source(bytes: Array(bytes[..<length]), name: "cut", folder: "/")
      _ = try? ConfigurationFile(cut, checkingFiles: false)
    }
  }

  private func read(_ text: String) throws -> ConfigurationFile {
    let source = ConfigurationFile.Source(bytes: Array(text.utf8), name: "test", folder: "/etc/martlet")
    return try ConfigurationFile(source, checkingFiles: false)
  }
}
