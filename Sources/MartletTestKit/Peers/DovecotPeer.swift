import Foundation

/// Dovecot with Maildirs in a folder of its own: LMTP on a UNIX socket and on a TCP port, IMAP on a TCP port, every user
/// known with the password `secret`.
public final class DovecotPeer: Sendable {
  public let lmtpPort: Int
  public let imapPort: Int
  public let folder: TemporaryFolder
  private let process: PeerProcess

  public var lmtpSocket: String { folder.path + "/lmtp" }

  /// Runs as root only: mail is delivered as the account `nobody`.
  public init() throws {
    (lmtpPort, imapPort) = (try Loopback.freePort(), try Loopback.freePort())
    folder = try TemporaryFolder()
    let mail = folder.url.appendingPathComponent("mail")
    try FileManager.default.createDirectory(at: mail, withIntermediateDirectories: true)
    try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: mail.path)
    let file = folder.url.appendingPathComponent("dovecot.conf")
    let text = DovecotPeer.configuration(folder: folder.path, lmtp: lmtpPort, imap: imapPort)
    try Data(text.utf8).write(to: file)
    process = try PeerProcess(["/usr/sbin/dovecot"], arguments: ["-F", "-c", file.path])
    try Loopback.waitForServer(port: lmtpPort)
    try Loopback.waitForServer(port: imapPort)
  }

  /// The files in the inbox of `user` (whole address), new and seen.
  public func inbox(of user: String) throws -> [String] {
    try ["new", "cur"].flatMap { part in
      let folder = folder.path + "/mail/\(user)/\(part)"
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      return try names.map { String(decoding: try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\($0)")), as: UTF8.self) }
    }
  }

  public func stop() { process.stop() }

  private static func configuration(folder: String, lmtp: Int, imap: Int) -> String {
    """
    base_dir = \(folder)/run
    state_dir = \(folder)/state
    protocols = imap lmtp
    listen = 127.0.0.1
    ssl = no
    disable_plaintext_auth = no
    log_path = \(folder)/log
    mail_location = maildir:\(folder)/mail/%u
    first_valid_uid = 1
    lmtp_save_to_detail_mailbox = no
    passdb {
      driver = static
      args = password=secret
    }
    userdb {
      driver = static
      args = uid=nobody gid=nogroup home=\(folder)/mail/%u allow_all_users=yes
    }
    service imap-login {
      chroot =
      inet_listener imap {
        address = 127.0.0.1
        port = \(imap)
      }
      inet_listener imaps {
        port = 0
      }
    }
    service lmtp {
      unix_listener \(folder)/lmtp {
        mode = 0666
      }
      inet_listener lmtp {
        address = 127.0.0.1
        port = \(lmtp)
      }
    }
    service anvil {
      chroot =
    }
    service stats {
      chroot =
    }

    """
  }
}
