/// A server that knows an organisation's recipients and groups, and is read whole.
public protocol RemoteDirectory: Sendable {
  /// For people: the server's address.
  var name: String { get }
  /// - Throws: `RemoteDirectoryError`, with nothing to be made of what was read until then.
  func read() async throws(RemoteDirectoryError) -> DirectoryContents
}

/// Why a server was not read, on one line.
public struct RemoteDirectoryError: Error, Hashable, Sendable, CustomStringConvertible {
  public let description: String

  public init(_ description: String) { self.description = description }
}
