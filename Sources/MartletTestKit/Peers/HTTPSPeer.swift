import Foundation

/// OpenSSL's web server on a loopback port, with a certificate for 127.0.0.1. Answers are files that hold all of an HTTP
/// response.
public final class HTTPSPeer: Sendable {
  /// The certificate, which signs itself.
  public let certificate: String
  private let port: Int
  private let folder: TemporaryFolder
  private let process: PeerProcess

  public init() throws {
    folder = try TemporaryFolder()
    port = try Loopback.freePort()
    let made = try TestCertificate(in: folder)
    certificate = made.certificate
    // The files are found from the folder it runs in.
    let command = "cd \(folder.path) && exec openssl s_server -HTTP -quiet -accept 127.0.0.1:\(port)"
    process = try PeerProcess(
      ["/bin/sh"], arguments: ["-c", command + " -cert \(made.certificate) -key \(made.key)"])
    try Loopback.waitForServer(port: port)
  }

  public func stop() { process.stop() }

  /// Serves a response from now on.
  /// - Returns: its URL.
  public func serve(_ name: String, head: [String], body: String) throws -> String {
    let response = (head + ["Content-Length: \(body.utf8.count)", "Connection: close", "", body]).joined(separator: "\r\n")
    try Data(response.utf8).write(to: folder.url.appendingPathComponent(name))
    return "https://127.0.0.1:\(port)/\(name)"
  }
}
