import Glibc

/// A file that a message's content is written to as it comes in. Its calls block: they belong off the event loops.
/// Closed when the last reference goes.
final class ContentFile: Sendable {
  struct Failure: Error {
    let operation: String
    let code: CInt
  }

  let path: String
  private let descriptor: CInt

  /// Makes the file; its name must be free.
  /// - Throws: `Failure` with the `errno`.
  init(path: String) throws(Failure) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Failure(operation: "open", code: errno) }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Appends to `existing`, or to a new file. The file is removed where that fails.
  static func append(_ bytes: [UInt8], to existing: ContentFile?, orNewAt path: String) throws(Failure) -> ContentFile {
    let file = if let existing { existing } else { try ContentFile(path: path) }
    do { try file.append(bytes) } catch {
      file.remove()
      throw error
    }
    return file
  }

  private func append(_ bytes: [UInt8]) throws(Failure) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Failure(operation: "write", code: errno) }
      rest = rest.dropFirst(count)
    }
  }

  func remove() {
    unlink(path)
  }
}
