/// An RSA key below 1024 bits, which the cryptographic library refuses with good reason: for old test data only.
struct ShortRSAKey: Sendable {
  private let modulus: [UInt8]
  /// The usual exponents are 3 and 65537.
  private let exponent: UInt32

  init?(_ numbers: RSAPublicNumbers) {
    guard (1...4).contains(numbers.exponent.count) else { return nil }
    modulus = numbers.modulus
    exponent = numbers.exponent.reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// RFC 8017 §8.2.2 RSASSA-PKCS1-v1_5 by encoding what is expected and comparing.
  func verifies(_ signature: [UInt8], of digest: MessageDigest) -> Bool {
    guard signature.count == modulus.count, signature.lexicographicallyPrecedes(modulus),
      let expected = ShortRSAKey.encoded(digest, length: modulus.count)
    else { return false }
    return power(signature) == expected
  }

  /// RFC 8017 §9.2 EMSA-PKCS1-v1_5.
  private static func encoded(_ digest: MessageDigest, length: Int) -> [UInt8]? {
    let prefix: [UInt8] =
      switch digest {
      case .sha256:
        [0x30, 0x31, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20]
      case .sha1: [0x30, 0x21, 0x30, 0x09, 0x06, 0x05, 0x2B, 0x0E, 0x03, 0x02, 0x1A, 0x05, 0x00, 0x04, 0x14]
      }
    let info = prefix + digest.octets
    guard length >= info.count + 11 else { return nil }
    return [0x00, 0x01] + [UInt8](repeating: 0xFF, count: length - info.count - 3) + [0x00] + info
  }

  /// `base` to the exponent, modulo the modulus; all of the modulus's length.
  private func power(_ base: [UInt8]) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: modulus.count - 1) + [1]
    for bit in (0..<UInt32.bitWidth - exponent.leadingZeroBitCount).reversed() {
      result = product(result, result)
      if exponent >> UInt32(bit) & 1 == 1 { result = product(result, base) }
    }
    return result
  }

  /// By doubling and adding, one bit of `left` at a time.
  private func product(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: modulus.count)
    for byte in left {
      for bit in stride(from: 7, through: 0, by: -1) {
        result = sum(result, result)
        if byte >> UInt8(bit) & 1 == 1 { result = sum(result, right) }
      }
    }
    return result
  }

  /// Both are below the modulus, and so is the sum.
  private func sum(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
    var result = left
    var carry = 0
    for index in result.indices.reversed() {
      carry += Int(left[index]) + Int(right[index])
      result[index] = UInt8(truncatingIfNeeded: carry)
      carry >>= 8
    }
    if carry == 0, result.lexicographicallyPrecedes(modulus) { return result }
    var borrow = 0
    for index in result.indices.reversed() {
      borrow += Int(result[index]) - Int(modulus[index])
      result[index] = UInt8(truncatingIfNeeded: borrow)
      borrow >>= 8
    }
    return result
  }
}
