import Glibc
public import NIOPosix

/// The file of a stored message, open for reading; closed when it is let go. Reading waits for the disk.
public final class StoredFile: Sendable {
  public enum Failure: Error, Hashable, Sendable {
    case cannotOpen(path: String, errno: CInt)
    case cannotRead(path: String, errno: CInt)
    /// The file is shorter than it was when it was stored.
    case truncated(path: String)
  }

  private let path: String
  private let descriptor: CInt

  public init(path: String) throws(Failure) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    self.path = path
    guard descriptor >= 0 else { throw .cannotOpen(path: path, errno: errno) }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Exactly `count` octets from `offset` on, or an error.
  public func read(_ count: Int, at offset: Int) throws(Failure) -> [UInt8] {
    var failure: CInt = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let got = pread(descriptor, buffer.baseAddress?.advanced(by: filled), count - filled, off_t(offset + filled))
        if got < 0, errno == EINTR { continue }
        if got < 0 { failure = errno }
        guard got > 0 else { return }
        filled += got
      }
    }
    guard failure == 0 else { throw .cannotRead(path: path, errno: failure) }
    guard bytes.count == count else { throw .truncated(path: path) }
    return bytes
  }

  /// The first `count` octets of a file, read on a thread that may wait.
  /// - Throws: `Failure`.
  public static func start(of path: String, count: Int, on threadPool: NIOThreadPool = .singleton) async throws -> [UInt8] {
    try await threadPool.runIfActive { try StoredFile(path: path).read(count, at: 0) }
  }
}

extension StoredFile.Failure: CustomStringConvertible {
  public var description: String {
    switch self {
    case .cannotOpen(let path, let code): "cannot open \(path): \(String(cString: strerror(code)))"
    case .cannotRead(let path, let code): "cannot read \(path): \(String(cString: strerror(code)))"
    case .truncated(let path): "\(path) is shorter than when it was stored"
    }
  }
}
