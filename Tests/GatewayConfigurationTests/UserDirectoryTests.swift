import Foundation
import GatewayConfiguration
import Synchronization
import Testing

@Suite struct UserDirectoryTests {
  @Test func aHashedPasswordSignsIn() async throws {
    let file = try UsersFolder()
    try file.write("# people\nAda:\(hash("correct horse")):example\n\n")
    let users = try UserDirectory(path: file.path) { _ in }
    guard case .accepted(let user) = await users.signIn(user: "ada", password: Array("correct horse".utf8)) else {
      Issue.record("refused")
      return
    }
    #expect(user.name == "Ada")
    #expect(user.organization == "example")
    #expect(await users.signIn(user: "ada", password: Array("correct horse ".utf8)) == .refused)
    #expect(await users.signIn(user: "bela", password: Array("correct horse".utf8)) == .refused)
    #expect(await users.signIn(user: "ada", password: []) == .refused)
  }

  @Test func aChangedFileIsReadAgainAndABrokenOneIsNot() async throws {
    let file = try UsersFolder()
    try file.write("ada:\(hash("one"))\n")
    let reports = Mutex<[String]>([])
    let users = try UserDirectory(path: file.path) { report in reports.withLock { $0.append(report) } }
    try file.write("ada:\(hash("two"))\n")
    guard case .accepted = await users.signIn(user: "ada", password: Array("two".utf8)) else {
      Issue.record("the new file is not in force")
      return
    }
    try file.write("ada:plain text\n")
    guard case .accepted = await users.signIn(user: "ada", password: Array("two".utf8)) else {
      Issue.record("the last good file is not in force")
      return
    }
    #expect(reports.withLock { $0.count } == 2)
    #expect(reports.withLock { $0.last }?.contains("last good") == true)
  }

  @Test func linesThatAreWrongAreAllNamed() {
    let text = "ada\n:$argon2id$\nbela:{SSHA}abc\nada b:\(hash("x"))\n"
    let error = #expect(throws: ConfigurationError.self) { try UsersFile(bytes: Array(text.utf8), name: "users") }
    #expect(error?.problems.map(\.line) == [1, 2, 3, 4])
  }

  @Test func aNameStandsOnce() {
    let text = "ada:\(hash("x"))\nADA:\(hash("y"))\n"
    let error = #expect(throws: ConfigurationError.self) { try UsersFile(bytes: Array(text.utf8), name: "users") }
    #expect(error?.description == "users:2: ADA stands here twice; remove one of the lines")
  }

  @Test(arguments: [
    "$argon2id$v=19$m=4194304,t=2,p=1$c29tZXNhbHRzYWx0$c29tZWhhc2hzb21laGFzaA",
    "$argon2id$v=19$m=19456,t=1000000,p=1$c29tZXNhbHRzYWx0$c29tZWhhc2hzb21laGFzaA",
    "$argon2id$v=19$m=19456,t=2,p=999$c29tZXNhbHRzYWx0$c29tZWhhc2hzb21laGFzaA",
    "$argon2id$v=19$m=-1,t=2,p=1$c29tZXNhbHRzYWx0$c29tZWhhc2hzb21laGFzaA",
    "$argon2i$v=19$m=19456,t=2,p=1$c29tZXNhbHRzYWx0$c29tZWhhc2hzb21laGFzaA",
    "$argon2id$v=19$m=19456,t=2,p=1$$c29tZWhhc2hzb21laGFzaA", "$argon2id$v=19$m=19456,t=2,p=1", "$$$$$", "",
  ])
  func aHashThatCostsTooMuchOrIsNoneIsRefused(_ text: String) {
    #expect(PasswordHash(text) == nil)
  }

  private func hash(_ password: String) -> String {
    var generator = SystemRandomNumberGenerator()
    return (try? PasswordHash(of: Array(password.utf8), using: &generator))?.text ?? ""
  }
}

/// A users file in a folder of its own, removed with it.
private final class UsersFolder: Sendable {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("martlet-users-\(UUID())")

  var path: String { folder.appendingPathComponent("users").path }

  init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Atomically: a new file takes the old one's name.
  func write(_ text: String) throws { try text.write(toFile: path, atomically: true, encoding: .utf8) }
}
