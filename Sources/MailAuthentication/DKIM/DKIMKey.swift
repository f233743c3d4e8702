/// A key record with its key, ready to verify with.
struct DKIMKey: Sendable {
  let record: DKIMKeyRecord
  /// What is wrong with the key comes after what the record forbids (RFC 6376 §6.1.2 steps 5 to 8).
  private let publicKey: Result<DKIMPublicKey, DKIMReason>

  /// Reads the character-strings of one text record, joined.
  init(_ text: [UInt8]) throws(DKIMReason) {
    let record = try DKIMKeyRecord(text[...])
    self.record = record
    publicKey = Result { () throws(DKIMReason) in try DKIMPublicKey(record) }
  }

  /// Short keys are for old test data only.
  func publicKey(allowLegacyAlgorithms: Bool) throws(DKIMReason) -> DKIMPublicKey {
    let key = try publicKey.get()
    // RFC 8301 §3.2: verifiers must not consider signatures by keys of less than 1024 bits valid.
    if case .shortRSA(_, let bits) = key, !allowLegacyAlgorithms { throw .keyTooShort(bits: bits) }
    return key
  }
}
