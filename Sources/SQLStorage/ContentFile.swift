import Crypto
import GatewayStorage
import Glibc

/// Whole files of message bytes: read, digested, copied, listed.
enum ContentFile {
  /// Memory a copy or a digest takes.
  private static let chunkSize = 256 * 1024

  static func read(_ path: String) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try forEachChunk(of: path) { bytes.append(contentsOf: $0) }
    return bytes
  }

  /// SHA-256, and the number of octets.
  static func digest(_ path: String) throws -> (digest: [UInt8], size: Int) {
    var hash = SHA256()
    var size = 0
    try forEachChunk(of: path) { chunk in
      hash.update(bufferPointer: chunk)
      size += chunk.count
    }
    return (Array(hash.finalize()), size)
  }

  static func digest(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

  /// Copies and syncs; the target must not exist.
  /// - Returns: the SHA-256 of what was copied.
  static func copy(_ source: String, to target: String) throws -> [UInt8] {
    let descriptor = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw SystemFiles.failure("create", target) }
    defer { close(descriptor) }
    var hash = SHA256()
    try forEachChunk(of: source) { chunk in
      hash.update(bufferPointer: chunk)
      try SystemFiles.writeAll(chunk, to: descriptor, target)
    }
    guard fsync(descriptor) == 0 else { throw SystemFiles.failure("sync", target) }
    return Array(hash.finalize())
  }

  /// `nil` where there is no such file.
  static func size(_ path: String) -> Int? {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : nil
  }

  /// The names in a folder, in no order, without `.` and `..`; none where there is no such folder.
  static func names(in folder: String) throws -> [String] {
    guard let directory = opendir(folder) else {
      guard errno == ENOENT else { throw SystemFiles.failure("read", folder) }
      return []
    }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  private static func forEachChunk(of path: String, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemFiles.failure("open", path) }
    defer { close(descriptor) }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: chunkSize, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw SystemFiles.failure("read", path) }
      guard count > 0 else { return }
      try body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
  }
}
