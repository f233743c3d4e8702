import Crypto

/// Hashes a body that passes by in pieces, for a signer that never has all of it in memory.
public struct DKIMBodyHash {
  private var hash: BodyHash<SHA256>

  public init(_ canonicalization: DKIMCanonicalization = .relaxed) {
    hash = BodyHash(canonicalization.body)
  }

  /// Takes the next piece, of any size.
  public mutating func update(_ piece: ArraySlice<UInt8>) { hash.update(piece) }

  /// The hash, for `DKIMSigner.sign(_:bodyHash:at:)`. Nothing may follow.
  public mutating func finish() -> [UInt8] { Array(hash.finish()) }
}
