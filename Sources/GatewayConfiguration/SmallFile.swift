import Glibc

/// Files that are read whole: configuration, users, recipients.
public enum SmallFile {
  public struct Failure: Error, Sendable {
    /// Why it could not be read.
    public let message: String
  }

  /// What tells one state of a file from another without reading it.
  public struct Version: Hashable, Sendable {
    private let device: UInt64
    private let inode: UInt64
    private let size: Int64
    private let modified: [Int64]

    /// - Throws: why the file cannot be looked at.
    public init(of path: String) throws(Failure) {
      var status = stat()
      guard stat(path, &status) == 0 else { throw Failure(message: String(cString: strerror(errno))) }
      device = UInt64(status.st_dev)
      inode = UInt64(status.st_ino)
      size = Int64(status.st_size)
      modified = [status.st_mtim, status.st_ctim].flatMap { [Int64($0.tv_sec), Int64($0.tv_nsec)] }
    }
  }

  /// The bytes of the regular file at `path`.
  /// - Throws: why it cannot be read, a larger size than `maximumSize` octets included.
  public static func read(_ path: String, maximumSize: Int) throws(Failure) -> [UInt8] {
    // O_NONBLOCK: a named pipe must not hold the reader up before it is seen to be one.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Failure(message: String(cString: strerror(errno))) }
    defer { close(descriptor) }
    return try read(descriptor: descriptor, maximumSize: maximumSize)
  }

  /// The bytes of the regular file behind an open descriptor, whatever its position.
  /// - Throws: why it cannot be read, a larger size than `maximumSize` octets included.
  public static func read(descriptor: CInt, maximumSize: Int) throws(Failure) -> [UInt8] {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Failure(message: String(cString: strerror(errno))) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw Failure(message: "is not a file") }
    guard status.st_size <= maximumSize else {
      throw Failure(message: "is \(status.st_size) octets long; at most \(maximumSize) are allowed")
    }
    return try readAll(descriptor, expecting: Int(status.st_size), maximumSize: maximumSize)
  }

  private static func readAll(_ descriptor: CInt, expecting size: Int, maximumSize: Int) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size)
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = pread(descriptor, &buffer, buffer.count, off_t(bytes.count))
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Failure(message: String(cString: strerror(errno))) }
      if count == 0 { return bytes }
      bytes += buffer.prefix(count)
      // It may grow while it is read.
      guard bytes.count <= maximumSize else { throw Failure(message: "is longer than \(maximumSize) octets") }
    }
  }
}
