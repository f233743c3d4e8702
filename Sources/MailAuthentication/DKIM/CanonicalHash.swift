import Crypto

/// Hashes canonical octets, at most `limit` of them, and counts all. Short pieces are gathered before they reach the hash
/// function, which is slow at taking many; long ones go to it where they lie.
struct CanonicalHash<Hash: HashFunction> {
  /// Octets that are hashed (RFC 6376 §3.5 `l=`).
  private let limit: Int
  /// Octets written so far, those beyond the limit included.
  private(set) var count = 0
  private var hash = Hash()
  private var gathered = [UInt8](repeating: 0, count: Self.capacity)
  /// Octets of `gathered` that wait for the hash function.
  private var used = 0

  /// Pieces above this size are not gathered.
  private static var directSize: Int { 1024 }
  private static var capacity: Int { 8192 }

  init(limit: Int = .max) { self.limit = limit }

  @inline(__always)
  mutating func write(_ bytes: UnsafeRawBufferPointer) {
    if bytes.count <= Self.capacity - used, bytes.count <= limit - count, bytes.count <= Self.directSize {
      gather(bytes)
      count += bytes.count
    } else {
      writeAcross(bytes)
    }
  }

  mutating func finish() -> Hash.Digest {
    flush()
    return hash.finalize()
  }

  /// What does not fit, is long, or goes beyond the limit.
  private mutating func writeAcross(_ bytes: UnsafeRawBufferPointer) {
    let room = max(0, limit - count)
    let piece = bytes.count <= room ? bytes : UnsafeRawBufferPointer(rebasing: bytes[..<room])
    flush()
    if piece.count > Self.directSize { hash.update(bufferPointer: piece) } else { gather(piece) }
    count += bytes.count
  }

  /// There is room for the octets.
  @inline(__always)
  private mutating func gather(_ bytes: UnsafeRawBufferPointer) {
    gathered.withUnsafeMutableBytes {
      UnsafeMutableRawBufferPointer(rebasing: $0[used...]).copyMemory(from: bytes)
    }
    used += bytes.count
  }

  private mutating func flush() {
    guard used > 0 else { return }
    gathered.withUnsafeBytes { hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: $0[..<used])) }
    used = 0
  }
}

extension CanonicalHash {
  mutating func write(_ byte: UInt8) {
    withUnsafeBytes(of: byte) { write($0) }
  }

  mutating func writeLineEnd() {
    withUnsafeBytes(of: UInt16(littleEndian: 0x0A0D)) { write($0) }
  }
}
