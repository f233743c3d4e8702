import Glibc

/// Files that commands write: whole, or not at all.
enum OutputFile {
  static func write(_ bytes: [UInt8], to path: String) throws(CommandFailure) {
    let draft = "\(path).\(getpid()).tmp"
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw failure("cannot write \(path)") }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      rest = rest.dropFirst(count)
    }
    guard close(descriptor) == 0, rest.isEmpty, rename(draft, path) == 0 else {
      defer { unlink(draft) }
      throw failure("cannot write \(path)")
    }
  }

  private static func failure(_ what: String) -> CommandFailure {
    CommandFailure(ExitStatus.usage, "\(what): \(String(cString: strerror(errno)))")
  }
}
