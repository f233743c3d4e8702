import CProcess
import Glibc

/// The process at the other end of a UNIX connection, held by a pidfd: a signal reaches that process or nobody.
final class PeerProcess: Sendable {
  let pid: pid_t
  let uid: uid_t
  private let descriptor: CInt

  /// `nil` where the process has already gone.
  init?(_ peer: martlet_peer) {
    pid = peer.pid
    uid = peer.uid
    descriptor = martlet_pidfd_open(peer.pid)
    guard descriptor >= 0 else { return nil }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// SIGKILL, which reaches a stopped process too. Never this process itself, should it be its own peer.
  func kill() {
    guard pid != getpid() else { return }
    _ = martlet_pidfd_send_signal(descriptor, SIGKILL)
  }
}
