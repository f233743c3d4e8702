import Glibc

/// An open file or directory, closed when it goes out of scope.
struct FileDescriptor: ~Copyable {
  let number: CInt
  let path: String

  init(_ operation: String, _ path: String, flags: CInt, mode: mode_t = 0) throws(MaildirError) {
    number = open(path, flags | O_CLOEXEC, mode)
    self.path = path
    guard number >= 0 else { throw MaildirError(operation, path) }
  }

  deinit {
    if number >= 0 { close(number) }
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws(MaildirError) {
    var rest = bytes
    while !rest.isEmpty {
      let count = Glibc.write(number, rest.baseAddress, rest.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw MaildirError("write", path) }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
  }

  /// Fills as much of `buffer` as the file has from `offset` on; 0 at its end.
  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(MaildirError) -> Int {
    while true {
      let count = pread(number, buffer.baseAddress, buffer.count, off_t(offset))
      if count >= 0 { return count }
      guard errno == EINTR else { throw MaildirError("read", path) }
    }
  }

  func sync() throws(MaildirError) {
    guard fsync(number) == 0 else { throw MaildirError("sync", path) }
  }
}
