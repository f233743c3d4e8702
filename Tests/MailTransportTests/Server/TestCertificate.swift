import Foundation
import MailTransport
import MartletTestKit
import NIOSSL
import Testing

/// A self-signed certificate in a folder of its own, made by the `openssl` command.
struct TestCertificate {
  let folder: TemporaryFolder
  var chain: String { folder.path + "/chain.pem" }
  var key: String { folder.path + "/key.pem" }

  init(commonName: String) throws {
    folder = try TemporaryFolder()
    try replace(commonName: commonName)
  }

  func replace(commonName: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
    process.arguments = [
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
      "/CN=\(commonName)", "-keyout", key, "-out", chain,
    ]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
  }

  func source(minimumVersion: TLSVersion = .tlsv12) throws -> TLSContextSource {
    try TLSContextSource(certificateChain: chain, privateKey: key, minimumVersion: minimumVersion)
  }
}
