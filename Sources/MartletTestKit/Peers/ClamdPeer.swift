import Foundation
import Glibc

/// ClamAV's daemon with one signature of the tests' own, on a UNIX socket. It looks for no updates and asks no network.
public final class ClamdPeer: Sendable {
  /// What it takes for a virus, wherever it stands in a file: `Martlet.Test.UNOFFICIAL`.
  public static let marker = "MARTLET-VIRUS-MARKER-7d1f"
  public static let virusName = "Martlet.Test.UNOFFICIAL"

  public let folder: TemporaryFolder
  public let socket: String
  private let process: PeerProcess

  /// `streamLimit`: octets of a message that it takes.
  public init(streamLimit: Int = 1 << 20) throws {
    folder = try TemporaryFolder()
    socket = folder.path + "/clamd.sock"
    for part in ["db", "tmp"] {
      try FileManager.default.createDirectory(at: folder.url.appendingPathComponent(part), withIntermediateDirectories: true)
    }
    let hexadecimal = ClamdPeer.marker.utf8.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    try Data("Martlet.Test:0:*:\(hexadecimal)\n".utf8).write(to: folder.url.appendingPathComponent("db/local.ndb"))
    let file = folder.url.appendingPathComponent("clamd.conf")
    try Data(
      """
      Foreground yes
      DatabaseDirectory \(folder.path)/db
      TemporaryDirectory \(folder.path)/tmp
      LocalSocket \(socket)
      StreamMaxLength \(streamLimit)
      SelfCheck 0

      """.utf8
    ).write(to: file)
    process = try PeerProcess(
      ["/usr/sbin/clamd"], arguments: ["--config-file", file.path], output: folder.url.appendingPathComponent("log"))
    for _ in 0..<400 where access(socket, F_OK) != 0 { usleep(50_000) }
    guard access(socket, F_OK) == 0 else { throw PeerProcess.Failure(description: "clamd made no socket within 20 seconds") }
  }

  public func stop() { process.stop() }
}
