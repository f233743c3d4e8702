import Glibc
import NIOPosix

/// A message kept in a file, read in order, a chunk at a time, away from the event loops.
final class ContentFile: Sendable {
  private let descriptor: CInt

  /// - Throws: `ScannerPoolError.unreadableContent`.
  init(path: String) throws(ScannerPoolError) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { throw ContentFile.failure(path, errno) }
    self.path = path
  }

  private let path: String

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Up to `FrameLimits.chunk` octets from `offset`.
  /// - Throws: `ScannerPoolError.unreadableContent`, also where the file ends at `offset`.
  func chunk(at offset: Int) async throws(ScannerPoolError) -> [UInt8] {
    let (descriptor, path) = (self.descriptor, self.path)
    let result = try? await NIOThreadPool.singleton.runIfActive { () -> (bytes: [UInt8], error: CInt) in
      var error: CInt = 0
      let bytes = [UInt8](unsafeUninitializedCapacity: FrameLimits.chunk) { buffer, count in
        let read = pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
        if read < 0 { error = errno }
        count = max(0, read)
      }
      return (bytes, error)
    }
    guard let result else { throw .stopped }
    guard result.error == 0 else { throw ContentFile.failure(path, result.error) }
    guard !result.bytes.isEmpty else { throw .unreadableContent(path: path, reason: "it is shorter than it was") }
    return result.bytes
  }

  private static func failure(_ path: String, _ code: CInt) -> ScannerPoolError {
    .unreadableContent(path: path, reason: String(cString: strerror(code)))
  }
}
