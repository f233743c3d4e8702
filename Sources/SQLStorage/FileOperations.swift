import GatewayStorage
import Glibc

/// What the vault asks of the file system, so that a test can watch the order and make any step fail.
public protocol FileOperations: Sendable {
  /// Makes the bytes of a file durable.
  func synchronize(file path: String) throws
  /// Makes the names in a folder durable.
  func synchronize(folder path: String) throws
  func rename(_ old: String, to new: String) throws
  /// Creates a file that must not exist, mode 0600, and writes it whole.
  func write(_ bytes: [UInt8], to path: String) throws
  func remove(_ path: String) throws
  /// - Returns: whether it was made; `false` where it is there already. Mode 0700.
  func makeFolder(_ path: String) throws -> Bool
}

/// The file system itself.
public struct SystemFiles: FileOperations {
  public init() {}

  public func synchronize(file path: String) throws {
    try withDescriptor(path, O_RDONLY | O_CLOEXEC) { try SystemFiles.check(fdatasync($0), "sync", path) }
  }

  public func synchronize(folder path: String) throws {
    try withDescriptor(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) { try SystemFiles.check(fsync($0), "sync", path) }
  }

  public func rename(_ old: String, to new: String) throws {
    try SystemFiles.check(Glibc.rename(old, new), "rename to", new)
  }

  public func write(_ bytes: [UInt8], to path: String) throws {
    try withDescriptor(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC) { descriptor in
      try bytes.withUnsafeBytes { try SystemFiles.writeAll($0, to: descriptor, path) }
    }
  }

  public func remove(_ path: String) throws {
    guard unlink(path) != 0, errno != ENOENT else { return }
    throw SystemFiles.failure("remove", path)
  }

  public func makeFolder(_ path: String) throws -> Bool {
    if mkdir(path, 0o700) == 0 { return true }
    guard errno == EEXIST else { throw SystemFiles.failure("create", path) }
    return false
  }

  private func withDescriptor(_ path: String, _ flags: CInt, _ body: (CInt) throws -> Void) throws {
    let descriptor = open(path, flags, 0o600)
    guard descriptor >= 0 else { throw SystemFiles.failure("open", path) }
    defer { close(descriptor) }
    try body(descriptor)
  }

  static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: CInt, _ path: String) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw failure("write", path) }
      rest = rest.dropFirst(count)
    }
  }

  private static func check(_ result: CInt, _ verb: String, _ path: String) throws {
    guard result == 0 else { throw failure(verb, path) }
  }

  static func failure(_ verb: String, _ path: String) -> StoreError {
    StoreError(.inputOutput, "cannot \(verb) \(path): \(String(cString: strerror(errno)))")
  }
}
