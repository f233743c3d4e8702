import Foundation

/// Knot DNS as the authoritative server of a few zones on a loopback port.
public final class KnotPeer: Sendable {
  public let port: Int
  public let folder: TemporaryFolder
  private let process: PeerProcess

  /// - Parameter zones: master files by zone name (`example.org`). Each needs its SOA and NS records.
  public init(zones: [String: String]) throws {
    port = try Loopback.freePort()
    folder = try TemporaryFolder()
    for part in ["run", "db", "zones"] {
      try FileManager.default.createDirectory(at: folder.url.appendingPathComponent(part), withIntermediateDirectories: true)
    }
    for (name, text) in zones {
      try Data(text.utf8).write(to: folder.url.appendingPathComponent("zones/" + name))
    }
    let file = folder.url.appendingPathComponent("knot.conf")
    let text = KnotPeer.configuration(folder: folder.path, port: port, zones: zones.keys.sorted())
    try Data(text.utf8).write(to: file)
    process = try PeerProcess(
      ["/usr/sbin/knotd"], arguments: ["-c", file.path], output: folder.url.appendingPathComponent("log"))
    try Loopback.waitForServer(port: port)
  }

  public func stop() { process.stop() }

  private static func configuration(folder: String, port: Int, zones: [String]) -> String {
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
        journal-content: none
    zone:

    """ + zones.map { "  - domain: \($0)\n" }.joined()
  }
}
