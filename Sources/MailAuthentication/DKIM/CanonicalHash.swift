import Crypto

/// Hashes canonical octets, at most `limit` of them, and counts all. Short pieces are gathered before they reach the hash
/// function, which is slow at taking many; long ones go to it where they lie.
struct CanonicalHash<Hash: HashFunction> {
  /// Octets that are hashed (RFC 6376 §3.5 `l=`).
  private let limit: Int
  /// Octets written so far, those beyond the limit included.
  private(set) var count = 0
  private var hash = Hash()
  private var gathered: [UInt8] = []

  /// Pieces above this size are not gathered.
  private static var directSize: Int { 1024 }
  private static var capacity: Int { 8192 }

  init(limit: Int = .max) {
    self.limit = limit
    gathered.reserveCapacity(Self.capacity)
  }

  mutating func write(_ bytes: UnsafeRawBufferPointer) {
    let room = max(0, limit - count)
    count += bytes.count
    let piece = bytes.count <= room ? bytes : UnsafeRawBufferPointer(rebasing: bytes[..<room])
    if piece.count > Self.directSize {
      flush()
      hash.update(bufferPointer: piece)
    } else {
      if gathered.count + piece.count > Self.capacity { flush() }
      gathered.append(contentsOf: piece)
    }
  }

  mutating func write(_ byte: UInt8) {
    if count < limit {
      if gathered.count == Self.capacity { flush() }
      gathered.append(byte)
    }
    count += 1
  }

  mutating func finish() -> Hash.Digest {
    flush()
    return hash.finalize()
  }

  private mutating func flush() {
    guard !gathered.isEmpty else { return }
    gathered.withUnsafeBytes { hash.update(bufferPointer: $0) }
    gathered.removeAll(keepingCapacity: true)
  }
}
