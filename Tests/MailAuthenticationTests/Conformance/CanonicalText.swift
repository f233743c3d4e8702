import Crypto
import InternetMessage

@testable import MailAuthentication

/// The canonical form of texts, as a hash function that keeps what it gets.
enum CanonicalText {
  static func body(_ text: String, _ algorithm: DKIMCanonicalization.Algorithm, pieces size: Int = .max) -> String {
    String(decoding: octets(Array(text.utf8), algorithm, pieces: size), as: UTF8.self)
  }

  static func octets(_ body: [UInt8], _ algorithm: DKIMCanonicalization.Algorithm, pieces size: Int) -> [UInt8] {
    var hash = BodyHash<KeptOctets>(algorithm)
    var rest = body[...]
    while !rest.isEmpty {
      hash.update(rest.prefix(size))
      rest = rest.dropFirst(size)
    }
    return hash.finish().octets
  }

  static func field(_ text: String, _ algorithm: DKIMCanonicalization.Algorithm) -> String {
    let message = SignedMessage(Array((text + "\r\n").utf8))
    guard let field = message.header.fields.first else { return "" }
    var canonicalizer = HeaderCanonicalizer(algorithm)
    canonicalizer.append([HeaderCanonicalizer.Field(field)], of: message.bytes)
    return String(decoding: canonicalizer.octets, as: UTF8.self)
  }
}

/// Stands in for a hash function.
private struct KeptOctets: HashFunction {
  struct Digest: Crypto.Digest {
    static let byteCount = 0
    let octets: [UInt8]

    func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
      try octets.withUnsafeBytes(body)
    }
    var description: String { "\(octets)" }
  }

  static let blockByteCount = 1
  static let byteCount = 0
  private var octets: [UInt8] = []

  init() {}

  mutating func update(bufferPointer: UnsafeRawBufferPointer) { octets.append(contentsOf: bufferPointer) }
  func finalize() -> Digest { Digest(octets: octets) }
}
