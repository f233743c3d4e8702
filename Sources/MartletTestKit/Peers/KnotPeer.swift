import Foundation
import Glibc

/// Knot DNS as the authoritative server of a few zones on a loopback port.
public final class KnotPeer: Sendable {
  public let port: Int
  public let folder: TemporaryFolder
  private let process: PeerProcess

  /// - Parameters:
  ///   - zones: master files by zone name (`example.org`). Each needs its SOA and NS records.
  ///   - signed: those of the zones that are signed (DNSSEC).
  public init(zones: [String: String], signed: Set<String> = []) throws {
    port = try Loopback.freePort()
    folder = try TemporaryFolder()
    for part in ["run", "db", "zones"] {
      try FileManager.default.createDirectory(at: folder.url.appendingPathComponent(part), withIntermediateDirectories: true)
    }
    for (name, text) in zones {
      try Data(text.utf8).write(to: folder.url.appendingPathComponent("zones/" + name))
    }
    let file = folder.url.appendingPathComponent("knot.conf")
    let text = KnotPeer.configuration(folder: folder.path, port: port, zones: zones.keys.sorted(), signed: signed)
    try Data(text.utf8).write(to: file)
    process = try PeerProcess(
      ["/usr/sbin/knotd"], arguments: ["-c", file.path], output: folder.url.appendingPathComponent("log"))
    try Loopback.waitForServer(port: port)
  }

  public func stop() { process.stop() }

  /// DS records of a signed zone, as a trust anchor has them.
  public func trustAnchors(_ zone: String) throws -> [String] {
    let file = folder.url.appendingPathComponent("knot.conf").path
    // The server answers before it has made the keys.
    for _ in 0..<200 {
      let result = try PeerCommand.run("/usr/sbin/keymgr", ["-c", file, zone, "ds"])
      let lines = result.output.split(separator: "\n").filter { $0.contains(" DS ") }.map(String.init)
      if !lines.isEmpty { return lines }
      usleep(50_000)
    }
    throw PeerProcess.Failure(description: "Knot made no keys for \(zone)")
  }

  private static func configuration(folder: String, port: Int, zones: [String], signed: Set<String>) -> String {
    """
    server:
        rundir: "\(folder)/run"
        listen: 127.0.0.1@\(port)
        udp-workers: 1
        tcp-workers: 1
    database:
        storage: "\(folder)/db"
    template:
      - id: default
        storage: "\(folder)/zones"
        file: "%s"
        zonefile-load: whole
        zonefile-sync: -1
        journal-content: none
    zone:

    """ + zones.map { "  - domain: \($0)\n" + (signed.contains($0) ? "    dnssec-signing: on\n" : "") }.joined()
  }
}
