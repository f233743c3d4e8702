public import Foundation

/// A folder of its own for one test, readable by other accounts (peers drop privileges), removed with the value.
public final class TemporaryFolder: Sendable {
  public let url: URL

  public init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("martlet-test-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
  }

  public var path: String { url.path }

  deinit { try? FileManager.default.removeItem(at: url) }
}
