import Foundation

/// OpenDKIM, asked over its milter socket to sign, and by its test mode to verify.
public struct OpenDKIMPeer: Sendable {
  private static let program = "/usr/sbin/opendkim"

  public init() {}

  /// The DKIM-Signature field, with its line end, that OpenDKIM puts on a message.
  ///
  /// - Parameters:
  ///   - canonicalization: as in `c=`.
  ///   - fields: names and values, as they follow a colon and a space.
  public func sign(
    domain: String, selector: String, keyPEM: String, canonicalization: String, fields: [(String, String)], body: String
  ) throws -> String {
    let folder = try TemporaryFolder()
    let port = try Loopback.freePort()
    let key = try write(keyPEM, to: "key.pem", in: folder)
    let configuration = try write(
      """
      Mode s
      Domain \(domain)
      Selector \(selector)
      KeyFile \(key)
      Canonicalization \(canonicalization)
      Socket inet:\(port)@127.0.0.1
      RequireSafeKeys no
      Syslog no

      """, to: "opendkim.conf", in: folder)
    let daemon = try PeerProcess([Self.program], arguments: ["-f", "-x", configuration])
    defer { daemon.stop() }
    try Loopback.waitForServer(port: port)
    let script = try write(Self.script(port, domain, fields, body), to: "sign.lua", in: folder)
    let result = try PeerCommand.run("/usr/bin/miltertest", ["-s", script])
    guard result.status == 0, let start = result.output.range(of: "v=1;") else {
      throw PeerProcess.Failure(description: "OpenDKIM did not sign: \(result.output)")
    }
    let value = result.output[start.lowerBound...].drop(while: \.isWhitespace)
    let lines = value.split(separator: "\n", omittingEmptySubsequences: true)
    return "DKIM-Signature: " + lines.joined(separator: "\r\n") + "\r\n"
  }

  /// What OpenDKIM says of a message whose first signature verifies or does not; with `succeeded` in it where it does. The
  /// zone is served on a port of loopback.
  public func verify(_ message: [UInt8], zone: String, port: Int) throws -> String {
    let folder = try TemporaryFolder()
    let resolver = try write(
      """
      server:
        do-not-query-localhost: no
        module-config: "iterator"
      stub-zone:
        name: "\(zone)"
        stub-addr: 127.0.0.1@\(port)

      """, to: "unbound.conf", in: folder)
    let configuration = try write(
      "Mode v\nSyslog no\nResolverConfiguration \(resolver)\n", to: "opendkim.conf", in: folder)
    let file = folder.url.appendingPathComponent("message.eml")
    try Data(message).write(to: file)
    let result = try PeerCommand.run(Self.program, ["-x", configuration, "-t", file.path])
    return result.output
  }

  private func write(_ text: String, to name: String, in folder: TemporaryFolder) throws -> String {
    let file = folder.url.appendingPathComponent(name)
    try Data(text.utf8).write(to: file)
    return file.path
  }

  private static func script(_ port: Int, _ domain: String, _ fields: [(String, String)], _ body: String) -> String {
    let headers = fields.map { "mt.header(c, \(quoted($0)), \(quoted($1)))" }.joined(separator: "\n")
    return """
      c = mt.connect("inet:\(port)@127.0.0.1")
      mt.conninfo(c, "localhost", "127.0.0.1")
      mt.macro(c, SMFIC_MAIL, "i", "test")
      mt.mailfrom(c, "a@\(domain)")
      mt.rcptto(c, "b@elsewhere.example")
      \(headers)
      mt.eoh(c)
      mt.bodystring(c, \(quoted(body)))
      mt.eom(c)
      print(mt.getheader(c, "DKIM-Signature", 0))
      mt.disconnect(c)

      """
  }

  /// A string of Lua.
  private static func quoted(_ text: String) -> String {
    "\""
      + text.utf8.map { (0x20...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C ? String(UnicodeScalar($0)) : "\\\($0)" }
      .joined() + "\""
  }
}
