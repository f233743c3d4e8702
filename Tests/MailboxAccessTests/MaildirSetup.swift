import Foundation
import MailTypes
import MailboxAccess
import MartletTestKit
import Testing

/// A store with a root of its own.
struct MaildirSetup {
  let folder: TemporaryFolder
  let store = MaildirStore(hostname: "gateway.example", now: { 1_700_000_000_000_123 })

  init() throws {
    folder = try TemporaryFolder()
  }

  func deliver(
    _ text: String = "Subject: test\r\n\r\nbody\r\n", to recipient: String = "bob@example.net", folder: MaildirFolder = .inbox
  ) async throws -> String {
    let address = try #require(EmailAddress(recipient))
    let content = OutgoingContent(stored: .bytes(Array(text.utf8)))
    return try await store.deliver(content, to: address, folder: folder, root: self.folder.path)
  }

  /// Every file and directory below the root, relative, sorted.
  func everything() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
  }
}
