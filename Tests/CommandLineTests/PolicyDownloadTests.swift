import MailAuthentication
import MartletTestKit
import NIOSSL
import Testing

@testable import martlet

@Suite("Fetching an MTA-STS policy")
struct PolicyDownloadTests {
  private static let policy = "version: STSv1\r\nmode: enforce\r\nmx: mx.example.org\r\nmax_age: 604800\r\n"

  private func trusting(_ peer: HTTPSPeer) -> TLSConfiguration {
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.trustRoots = .file(peer.certificate)
    return tls
  }

  @Test("A policy is what a server with a good certificate answers with 200, and nothing else")
  func answers() async throws {
    let peer = try HTTPSPeer()
    let good = try peer.serve("good", head: ["HTTP/1.1 200 OK", "Content-Type: text/plain"], body: Self.policy)
    #expect(await PolicyDownload.fetch(good, trusting(peer)) == .fetched(Array(Self.policy.utf8)))
    let missing = try peer.serve("missing", head: ["HTTP/1.1 404 Not Found"], body: "")
    #expect(await PolicyDownload.fetch(missing, trusting(peer)) == .refused("the answer is 404"))
    // RFC 8461 §3.3: redirects must not be followed.
    let moved = try peer.serve("moved", head: ["HTTP/1.1 301 Moved Permanently", "Location: \(good)"], body: "")
    #expect(await PolicyDownload.fetch(moved, trusting(peer)) == .refused("the answer is 301"))
  }

  @Test("Who cannot prove to be the host, answers too much, or does not answer has not been reached")
  func unreachable() async throws {
    let peer = try HTTPSPeer()
    let good = try peer.serve("good", head: ["HTTP/1.1 200 OK"], body: Self.policy)
    let large = try peer.serve("large", head: ["HTTP/1.1 200 OK"], body: String(repeating: "x", count: 70_000))
    let silent = "https://127.0.0.1:\(try Loopback.freePort())/"
    for (url, tls) in [(good, TLSConfiguration.makeClientConfiguration()), (large, trusting(peer)), (silent, trusting(peer))] {
      let answer = await PolicyDownload.fetch(url, tls)
      guard case .unreachable(let reason) = answer else {
        Issue.record("\(url): \(answer)")
        continue
      }
      #expect(!reason.isEmpty && !reason.contains("\n"))
    }
  }
}
