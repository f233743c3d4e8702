import CFuzzDriver
import InternetMessage
import MailAuthentication
import MailTypes

/// Any octets as a signature field, as a key record, and as a message with ARC fields: no trap; what is accepted keeps the
/// rules; a signed message verifies whatever its body is.
@main
struct FuzzDKIMTags {
  static func main() {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    _ = LLVMFuzzerRunDriver(&count, &arguments) { data, size in
      FuzzDKIMTags.check(Array(UnsafeBufferPointer(start: data, count: size)))
      return 0
    }
  }

  static func check(_ input: [UInt8]) {
    checkSignature(input)
    if let record = try? DKIMKeyRecord(input[...]) { precondition(record.publicKey.count <= input.count) }
    _ = try? DKIMSigningKey(pem: String(decoding: input, as: UTF8.self))
    checkBody(input)
  }

  private static func checkSignature(_ input: [UInt8]) {
    for isLegacy in [false, true] {
      guard let signature = try? DKIMSignature(input[...], options: DKIMOptions(allowLegacyAlgorithms: isLegacy)) else {
        continue
      }
      precondition(signature.signedFields.contains { $0.lowercased() == "from" })
      precondition(signature.identity.contains("@"))
    }
  }

  /// Hashed whole and octet by octet.
  private static func checkBody(_ input: [UInt8]) {
    for algorithm in DKIMCanonicalization.Algorithm.allCases {
      let canonicalization = DKIMCanonicalization(header: .relaxed, body: algorithm)
      var whole = DKIMBodyHash(canonicalization)
      whole.update(input[...])
      var pieces = DKIMBodyHash(canonicalization)
      for index in input.indices { pieces.update(input[index...index]) }
      precondition(whole.finish() == pieces.finish())
    }
  }
}
