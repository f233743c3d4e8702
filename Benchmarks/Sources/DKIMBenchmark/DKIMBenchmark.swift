import Crypto
import CryptoExtras
import Foundation
import InternetMessage
import MailAuthentication
import MailTypes

/// Processor time of verifying and of hashing, beside what the cryptographic library takes for the bare operation.
@main
struct DKIMBenchmark {
  static func main() async throws {
    try await verification()
    for kind in Body.allCases { hashing(kind) }
  }

  /// One RSA-2048 signature over a message of 16 KB, against the hash of as many octets and one RSA operation.
  private static func verification() async throws {
    guard let domain = DomainName("example.org"), let selector = DomainName("s1") else { return }
    let key = try DKIMSigningKey(.rsa2048)
    let signer = DKIMSigner(domain: domain, selectors: [.init(selector, key)])
    let now = UTCTime(microseconds: 1_790_000_000_000_000)
    let body = Body.lines.octets(16_384)
    let text =
      Array("From: a@example.org\r\nTo: b@example.net\r\nSubject: x\r\nDate: Mon, 2 Nov 2026 10:00:00 +0000\r\n\r\n".utf8)
      + body
    let field = try signer.sign(SignedMessage(text), at: now)[0] + "\r\n"
    let bytes = Array(field.utf8) + text
    let verifier = DKIMVerifier(resolver: OneKey(text: Array(key.recordText.utf8)), now: now)
    var verdicts = Set<String>()
    let whole = await seconds(2000) {
      verdicts.insert(await verifier.verify(SignedMessage(bytes)).first?.verdict.rawValue ?? "none")
    }
    precondition(verdicts == ["pass"])

    let privateKey = try _RSA.Signing.PrivateKey(pemRepresentation: key.pem)
    let publicKey = privateKey.publicKey
    let digest = SHA256.hash(data: body)
    let signature = try privateKey.signature(for: digest, padding: .insecurePKCS1v1_5)
    let bare = await seconds(2000) {
      let digest = SHA256.hash(data: body)
      precondition(publicKey.isValidSignature(signature, for: digest, padding: .insecurePKCS1v1_5))
    }
    print(
      String(
        format: "RSA-2048, 16 KB: verified in %.1f µs; hash and RSA alone %.1f µs; ratio %.2f", whole * 1e6, bare * 1e6,
        whole / bare))
  }

  private static func hashing(_ kind: Body) {
    let octets = kind.octets(4 << 20)
    let plain = time { _ = SHA256.hash(data: octets) }
    var line = String(format: "%@: SHA-256 %.0f MB/s", kind.rawValue, Double(octets.count) / plain / 1e6)
    for algorithm in DKIMCanonicalization.Algorithm.allCases {
      let spent = time {
        var hash = DKIMBodyHash(DKIMCanonicalization(header: .relaxed, body: algorithm))
        hash.update(octets[...])
        _ = hash.finish()
      }
      line += String(format: ", %@ %.2f of it", algorithm.rawValue, plain / spent)
    }
    print(line)
  }

  /// The best of ten: processor seconds of one run.
  private static func time(_ body: () -> Void) -> Double {
    (0..<10).map { _ in
      let start = processorTime()
      body()
      return processorTime() - start
    }.min() ?? 0
  }

  private static func seconds(_ count: Int, _ body: () async -> Void) async -> Double {
    let start = processorTime()
    for _ in 0..<count { await body() }
    return (processorTime() - start) / Double(count)
  }

  private static func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
