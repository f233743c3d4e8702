import Glibc

/// The last words of a child that could not start, before there is a log.
enum RoleFailure {
  static func report(_ role: String, _ error: RoleError) {
    let line = Array("martlet \(role): \(error)\n".utf8)
    _ = write(STDERR_FILENO, line, line.count)
  }
}
