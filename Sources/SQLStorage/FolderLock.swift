import GatewayStorage
import Glibc

/// Makes sure that one process owns a state folder: held from `init` until the process ends, however it ends.
final class FolderLock: Sendable {
  private let descriptor: CInt

  /// - Throws: `StoreError.inputOutput` where another process holds it.
  init(folder: String) throws {
    let path = folder + "/lock"
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw SystemFiles.failure("open", path) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw StoreError(.inputOutput, "\(folder) is in use by another martlet; stop it, or set another state folder")
    }
  }

  deinit { close(descriptor) }
}
