import Crypto

/// Canonicalises a body and hashes it in one pass (RFC 6376 §3.4.3 and §3.4.4), fed in pieces of any size. Nothing of the body
/// is kept but what a later piece may take back: empty lines, white space, and a CR.
struct BodyHash<Hash: HashFunction> {
  private var output: CanonicalHash<Hash>
  /// `nil` for a body that is taken as it stands.
  private var relaxed: RelaxedBody?
  /// Where a piece in relaxed form goes on its way to the hash function, which is slow at taking short ones.
  private var buffer: [UInt8] = []

  /// Octets of the body that are made relaxed at once: small enough for the first cache.
  private static var pieceSize: Int { 16_384 }

  /// `limit` is the number of canonical octets that are hashed (§3.5 `l=`).
  init(_ algorithm: DKIMCanonicalization.Algorithm, limit: Int = .max) {
    output = CanonicalHash(limit: limit)
    relaxed = algorithm == .relaxed ? RelaxedBody() : nil
  }

  /// Canonical octets so far; the whole body's after `finish`.
  var count: Int { output.count }

  mutating func update(_ bytes: ArraySlice<UInt8>) { bytes.withUnsafeBytes { update($0) } }

  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    guard var state = relaxed else { return output.write(bytes) }
    let room = min(bytes.count, Self.pieceSize) + RelaxedBody.slack
    if buffer.count < room { buffer = [UInt8](repeating: 0, count: room) }
    var start = 0
    while start < bytes.count {
      let end = min(start + Self.pieceSize, bytes.count)
      let piece = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
      let count = buffer.withUnsafeMutableBytes { room in room.baseAddress.map { state.copy(piece, to: $0) } ?? 0 }
      buffer.withUnsafeBytes { output.write(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
      start = end
    }
    relaxed = state
  }

  mutating func finish() -> Hash.Digest {
    relaxed?.finish().withUnsafeBytes { output.write($0) }
    // §3.4.3: without a body, a single CRLF; §3.4.4: nothing. A last line without a line end gets one.
    return output.finish(endsEmpty: relaxed == nil)
  }
}
