import Glibc
import Hummingbird

/// The account of this machine behind a request: the author of a change.
enum PeerAccount {
  static func name(_ context: ControlContext) async throws -> String {
    name(of: try await PeerCredentials.of(context.channel).user)
  }

  /// Its number where it has no name.
  private static func name(of user: UInt32) -> String {
    var entry = passwd()
    var found: UnsafeMutablePointer<passwd>?
    // The longest line of a user database that is worth reading.
    var buffer = [CChar](repeating: 0, count: 16 << 10)
    guard getpwuid_r(user, &entry, &buffer, buffer.count, &found) == 0, found != nil, let name = entry.pw_name else {
      return "uid \(user)"
    }
    return String(cString: name)
  }
}
