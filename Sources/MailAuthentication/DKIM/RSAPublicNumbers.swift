/// Modulus and exponent of an RSA key in DER: RSAPublicKey (RFC 8017 §A.1.1), or SubjectPublicKeyInfo around it (RFC 5280
/// §4.1.2.7).
struct RSAPublicNumbers {
  /// Big-endian, without leading zeros.
  let modulus: [UInt8]
  let exponent: [UInt8]

  init?(_ der: [UInt8]) {
    var outer = DERReader(der[...])
    guard var fields = outer.sequence() else { return nil }
    if let modulus = fields.integer() {
      guard let exponent = fields.integer() else { return nil }
      (self.modulus, self.exponent) = (modulus, exponent)
      return
    }
    // AlgorithmIdentifier, then the key in a BIT STRING without unused bits.
    guard fields.sequence() != nil, let key = fields.value(0x03), key.first == 0 else { return nil }
    var inner = DERReader(key.dropFirst())
    guard var numbers = inner.sequence(), let modulus = numbers.integer(), let exponent = numbers.integer() else { return nil }
    (self.modulus, self.exponent) = (modulus, exponent)
  }

  var bitCount: Int { modulus.first.map { modulus.count * 8 - $0.leadingZeroBitCount } ?? 0 }
}

/// The little of DER that keys need.
private struct DERReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  mutating func sequence() -> DERReader? { value(0x30).map(DERReader.init) }

  /// A positive INTEGER without its leading zeros; nothing is read where something else comes next.
  mutating func integer() -> [UInt8]? { value(0x02).map { Array($0.drop { $0 == 0 }) } }

  /// The contents of the next element where it has that tag.
  mutating func value(_ tag: UInt8) -> ArraySlice<UInt8>? {
    var reader = rest
    guard reader.popFirst() == tag, let first = reader.popFirst() else { return nil }
    var length = Int(first)
    if first & 0x80 != 0 {
      let count = Int(first & 0x7F)
      guard (1...3).contains(count), reader.count >= count else { return nil }
      length = reader.prefix(count).reduce(0) { $0 << 8 | Int($1) }
      reader = reader.dropFirst(count)
    }
    guard length <= reader.count else { return nil }
    rest = reader.dropFirst(length)
    return reader.prefix(length)
  }
}
