import Crypto

enum ContentDigest {
  private static let digits = Array("0123456789abcdef".utf8)

  /// SHA-256 in hexadecimal.
  static func sha256(_ content: [UInt8]) -> String {
    String(decoding: SHA256.hash(data: content).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
