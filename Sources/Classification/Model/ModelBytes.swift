/// Read-only octets of a model: its own, or memory that outlives the process's use of it, such as a part of the executable.
/// A slice shares what it was cut from.
public struct ModelBytes: @unchecked Sendable {
  private enum Storage {
    case owned([UInt8])
    case permanent(UnsafeRawBufferPointer)
  }

  // Unchecked because of the pointer; nobody writes through it.
  private let storage: Storage
  private let range: Range<Int>

  public init(_ bytes: [UInt8]) {
    storage = .owned(bytes)
    range = bytes.indices
  }

  /// `memory` stays as it is until the process ends.
  public init(permanent memory: UnsafeRawBufferPointer) {
    storage = .permanent(memory)
    range = 0..<memory.count
  }

  private init(_ storage: Storage, _ range: Range<Int>) {
    self.storage = storage
    self.range = range
  }

  public var count: Int { range.count }

  /// `nil` where that many octets do not stand there.
  func slice(from offset: Int, count: Int) -> ModelBytes? {
    guard offset >= 0, count >= 0, offset <= self.count, count <= self.count - offset else { return nil }
    let start = range.lowerBound + offset
    return ModelBytes(storage, start..<(start + count))
  }

  func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    switch storage {
    case .owned(let bytes): bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[range])) }
    case .permanent(let memory): body(UnsafeRawBufferPointer(rebasing: memory[range]))
    }
  }
}
