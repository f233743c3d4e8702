import Glibc

/// Reads a file of ranges whole, so that it may be written over while it is in use.
enum RangeFile {
  /// Octets. All ranges of the world, IPv4 and IPv6, city by city, have some 100 MB.
  static let sizeLimit = 512 << 20

  /// - Throws: `CountryFileError` with what the system says.
  static func read(_ path: String) throws(CountryFileError) -> [UInt8] {
    // O_NONBLOCK: a named pipe must not hold the gateway up before it is seen to be one.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw CountryFileError(path, String(cString: strerror(errno))) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw CountryFileError(path, "is not a file")
    }
    guard status.st_size <= sizeLimit else {
      throw CountryFileError(path, "is \(status.st_size) octets long; at most \(sizeLimit) are read")
    }
    return try content(of: descriptor, size: Int(status.st_size), path)
  }

  private static func content(of descriptor: CInt, size: Int, _ path: String) throws(CountryFileError) -> [UInt8] {
    var failure: CInt = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size, let base = buffer.baseAddress {
        let read = pread(descriptor, base + count, size - count, off_t(count))
        if read < 0, errno == EINTR { continue }
        if read < 0 { failure = errno }
        // A file that became shorter meanwhile ends here.
        if read <= 0 { break }
        count += read
      }
    }
    guard failure == 0 else { throw CountryFileError(path, String(cString: strerror(failure))) }
    return bytes
  }
}
