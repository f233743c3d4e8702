import Dispatch
public import GatewayConfiguration

/// Reads an organisation's recipients and groups from an LDAP server, on a thread of its own: the library's calls block.
public struct LDAPDirectory: RemoteDirectory {
  /// Octets of a password file.
  private static let maximumPasswordFile = 4096

  private let settings: LDAPSettings
  private let queue = DispatchQueue(label: "martlet.ldap")

  public init(_ settings: LDAPSettings) { self.settings = settings }

  public var name: String { settings.url }

  public func read() async throws(RemoteDirectoryError) -> DirectoryContents {
    try await withCheckedContinuation { continuation in
      queue.async { [self] in
        continuation.resume(returning: Result { () throws(RemoteDirectoryError) in try readNow() })
      }
    }.get()
  }
}

extension LDAPDirectory {
  private func readNow() throws(RemoteDirectoryError) -> DirectoryContents {
    let connection = try LDAPConnection(settings, password: try password())
    let attributes =
      ["objectClass", "displayName", "cn", settings.mailAttribute, settings.memberOfAttribute] + settings.aliasAttributes
      + settings.memberAttributes
    return LDAPContents(try connection.entries(attributes), settings: settings).contents
  }

  /// Read each time: it may have been changed with the server's. The first line of the file.
  private func password() throws(RemoteDirectoryError) -> [UInt8]? {
    guard let path = settings.passwordFile else { return nil }
    let bytes: [UInt8]
    do throws(SmallFile.Failure) {
      bytes = try SmallFile.read(path, maximumSize: LDAPDirectory.maximumPasswordFile)
    } catch {
      throw RemoteDirectoryError("password file \(path): \(error.message)")
    }
    let line = bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    guard !line.isEmpty else { throw RemoteDirectoryError("password file \(path) is empty; write the password into it") }
    return Array(line)
  }
}
