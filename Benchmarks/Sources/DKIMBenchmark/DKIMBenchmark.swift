import BareOperations
import Crypto
import CryptoExtras
import Foundation
import InternetMessage
import MailAuthentication
import MailTypes

/// Processor time of verifying and of hashing, beside what `openssl speed` says of the bare operations in the same run.
@main
struct DKIMBenchmark {
  static func main() async throws {
    guard let rate = try OpenSSLSpeed.sha256(), let verification = try OpenSSLSpeed.rsa2048Verification() else {
      return print("openssl is not installed: nothing to measure by")
    }
    print(String(format: "openssl: RSA-2048 verified in %.1f µs, SHA-256 at %.0f MB/s", verification * 1e6, rate))
    for count in [0, 16_384] { try await VerificationBenchmark(bodyOctets: count).run(verification, rate) }
    for kind in Body.allCases { hashing(kind, rate) }
  }

  /// One pass over a body in each canonicalization, octets of the body a second.
  private static func hashing(_ kind: Body, _ rate: Double) {
    let octets = kind.octets(4 << 20)
    let ratios = DKIMCanonicalization.Algorithm.allCases.map { algorithm in
      let seconds = Shortest.seconds(of: 20) {
        var hash = DKIMBodyHash(DKIMCanonicalization(header: .relaxed, body: algorithm))
        hash.update(octets[...])
        _ = hash.finish()
      }
      return String(format: "%@ %.2f", algorithm.rawValue, Double(octets.count) / 1e6 / seconds / rate)
    }
    print("\(kind.rawValue): " + ratios.joined(separator: ", ") + " of the rate of SHA-256")
  }
}
