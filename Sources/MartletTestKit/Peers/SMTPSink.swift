import Foundation

/// Postfix's `smtp-sink` on a free loopback port: takes mail, or misbehaves as its flags say (`man smtp-sink`).
public final class SMTPSink: Sendable {
  public let port: Int
  private let folder: TemporaryFolder
  private let process: PeerProcess

  /// `flags`: such as `["-L"]` for LMTP, `["-f", "RCPT"]` to refuse. Messages are kept where `keepsMessages`.
  public init(_ flags: [String] = [], keepsMessages: Bool = true) throws {
    port = try Loopback.freePort()
    folder = try TemporaryFolder()
    // The sink drops no privileges when it is not root; as root it wants to know whose files it writes.
    let dump = keepsMessages ? ["-d", folder.path + "/message."] : []
    let user = getuid() == 0 ? ["-u", "root"] : []
    process = try PeerProcess(
      ["/usr/sbin/smtp-sink"], arguments: user + dump + flags + ["127.0.0.1:\(port)", "128"])
    try Loopback.waitForServer(port: port)
  }

  /// The messages it has taken, in no particular order: the sink's own `X-` fields and Received, then the content as sent.
  public func messages() throws -> [String] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix("message.") }
    return try names.sorted().map { name in
      let data = try Data(contentsOf: folder.url.appendingPathComponent(name))
      return String(decoding: data, as: UTF8.self)
    }.filter { $0.contains("X-Rcpt-Args:") }
  }

  public func stop() { process.stop() }
}
