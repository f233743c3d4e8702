import BareOperations
import Crypto
import CryptoExtras
import Foundation
import InternetMessage
import MailAuthentication
import MailTypes

/// One RSA-2048 signature over a message whose header was read, as every part of a scan needs it, with a key that was seen
/// before: from the signature field to the verdict.
struct VerificationBenchmark {
  private let bodyOctets: Int
  /// Verifications between two looks at the clock.
  private let rounds = 50
  private static let now = UTCTime(microseconds: 1_790_000_000_000_000)
  private static let header = """
    Received: from mx.example.org (mx.example.org [192.0.2.1]) by mail.example.net (Postfix) with ESMTPS id 4F1A2B3C\r
     for <b@example.net>; Mon,  2 Nov 2026 10:00:01 +0000 (UTC)\r
    From: "A. Sender" <a@example.org>\r
    To: b@example.net\r
    Subject: The minutes of the meeting of last week\r
    Date: Mon, 2 Nov 2026 10:00:00 +0000\r
    Message-ID: <0123456789abcdef@example.org>\r
    MIME-Version: 1.0\r
    Content-Type: text/plain; charset=utf-8\r
    Content-Transfer-Encoding: 7bit\r
    \r

    """

  init(bodyOctets: Int) { self.bodyOctets = bodyOctets }

  /// `verification` is in seconds, `rate` in megabytes a second.
  func run(_ verification: Double, _ rate: Double) async throws {
    guard let domain = DomainName("example.org"), let selector = DomainName("s1") else { return }
    let key = try DKIMSigningKey(.rsa2048)
    let text = Array(Self.header.utf8) + Body.lines.octets(bodyOctets)
    let signer = DKIMSigner(domain: domain, selectors: [.init(selector, key)])
    let bytes = Array((try signer.sign(SignedMessage(text), at: Self.now)[0] + "\r\n").utf8) + text
    let message = SignedMessage(bytes)
    let verifier = DKIMVerifier(
      resolver: OneKey(text: Array(key.recordText.utf8)), now: Self.now, cache: DKIMKeyCache())
    let seconds =
      await Shortest.seconds(of: 200) {
        for _ in 0..<rounds {
          let results = await verifier.verify(message)
          precondition(results.first?.verdict == .pass)
        }
      } / Double(rounds)
    let bare = try bareSeconds(key, text)
    let hashing = Double(bytes.count) / 1e6 / rate
    print(
      String(
        format: "RSA-2048, %d octets: verified in %.1f µs, hashing at 0.8 of the rate off %.2f of openssl's RSA; %.2f of the "
          + "library's own hash and RSA", bytes.count, seconds * 1e6, (seconds - hashing / 0.8) / verification,
        seconds / bare))
  }

  /// What the library that Martlet is linked with takes for the hash and the key operation alone.
  private func bareSeconds(_ key: DKIMSigningKey, _ text: [UInt8]) throws -> Double {
    let privateKey = try _RSA.Signing.PrivateKey(pemRepresentation: key.pem)
    let publicKey = privateKey.publicKey
    let signature = try privateKey.signature(for: SHA256.hash(data: text), padding: .insecurePKCS1v1_5)
    return Shortest.seconds(of: 200) {
      for _ in 0..<rounds {
        precondition(publicKey.isValidSignature(signature, for: SHA256.hash(data: text), padding: .insecurePKCS1v1_5))
      }
    } / Double(rounds)
  }
}
