import Foundation
import MailTransport
import MartletTestKit
import NIOCore
import NIOSSL
import Testing

/// Certificates change while the server runs.
struct TLSContextSourceTests {
  private func commonName(_ server: TestServer) async throws -> String? {
    var client = try await server.greeted()
    _ = try await client.say("STARTTLS")
    try await client.startTLS()
    _ = try await client.say("EHLO client.example")
    let certificate = try await client.channel.nioSSL_peerCertificate().get()
    try await client.channel.close()
    return certificate?.description
  }

  @Test func aNewCertificateIsShownWithoutRestart() async throws {
    let certificate = try TestCertificate(commonName: "first.example")
    let source = try certificate.source()
    let server = try await TestServer.start(tls: source)
    #expect(try await commonName(server)?.contains("first.example") == true)
    try certificate.replace(commonName: "second.example")
    try source.reload()
    #expect(try await commonName(server)?.contains("second.example") == true)
    await server.stop()
  }

  @Test func aBrokenFileLeavesTheOldOneInUse() async throws {
    let certificate = try TestCertificate(commonName: "first.example")
    let source = try certificate.source()
    let server = try await TestServer.start(tls: source)
    try Data("not a certificate".utf8).write(to: URL(fileURLWithPath: certificate.chain))
    #expect(throws: (any Error).self) { try source.reload() }
    #expect(try await commonName(server)?.contains("first.example") == true)
    await server.stop()
  }

  @Test func anOlderVersionThanTheLeastIsNotSpoken() async throws {
    let source = try TestCertificate(commonName: "mx.example").source(minimumVersion: .tlsv13)
    let server = try await TestServer.start(tls: source)
    #expect(try await answerUnderTLS(server, atMost: .tlsv12) == nil)
    #expect(try await answerUnderTLS(server, atMost: nil)?.hasPrefix("250") == true)
    await server.stop()
  }

  private func answerUnderTLS(_ server: TestServer, atMost version: TLSVersion?) async throws -> String? {
    var client = try await server.greeted()
    _ = try await client.say("STARTTLS")
    try await client.startTLS(atMost: version)
    defer { client.channel.close(promise: nil) }
    return try await client.say("EHLO client.example")
  }

  @Test func aKeyOfAnotherCertificateIsRefused() throws {
    let first = try TestCertificate(commonName: "first.example")
    let second = try TestCertificate(commonName: "second.example")
    #expect(throws: (any Error).self) { try TLSContextSource(certificateChain: first.chain, privateKey: second.key) }
  }
}
