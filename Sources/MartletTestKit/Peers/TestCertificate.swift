import Foundation

/// A certificate for 127.0.0.1 that signs itself, and its key, in a folder.
struct TestCertificate {
  let certificate: String
  let key: String

  init(in folder: TemporaryFolder) throws {
    (certificate, key) = (folder.path + "/cert.pem", folder.path + "/key.pem")
    let made = try PeerCommand.run(
      "/usr/bin/openssl",
      [
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj",
        "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate,
      ])
    guard made.status == 0 else { throw PeerProcess.Failure(description: "openssl: \(made.output)") }
  }
}
