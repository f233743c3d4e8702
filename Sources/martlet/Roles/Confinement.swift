import CProcess

/// What a child process gives up before it touches anything from outside.
enum Confinement {
  /// Descriptors a scanner may have: standard ones, socket, wake-up, and room for what libraries open at their start.
  private static let scannerDescriptors: UInt64 = 32

  /// For every role: it ends with the supervisor, gains no rights, and shows its memory to nobody. Called on the main thread,
  /// before there are others: no_new_privs passes to threads made later, and the signal at the supervisor's end is lost
  /// with the thread that asked for it.
  static func applyCommon() throws(RoleError) {
    try RoleError.check(
      martlet_die_with_parent(try RoleEnvironment.integer(RoleEnvironment.supervisor)), "end with the supervisor")
    try RoleError.check(martlet_no_new_privileges(), "give up privileges")
    try RoleError.check(martlet_not_dumpable(), "protect memory")
    try RoleError.check(martlet_set_limit(MARTLET_LIMIT_CORE, 0), "refuse core files")
  }

  /// For a scanner, once its socket is connected. RLIMIT_DATA rather than RLIMIT_AS: it counts the heap, which is what
  /// a hostile message can make grow, and not the mapped code of the libraries.
  static func applyScanner(memoryMegabytes: UInt64) throws(RoleError) {
    let (octets, overflow) = memoryMegabytes.multipliedReportingOverflow(by: 1 << 20)
    try RoleError.check(martlet_set_limit(MARTLET_LIMIT_DATA, overflow ? .max : octets), "limit memory")
    try RoleError.check(martlet_set_limit(MARTLET_LIMIT_DESCRIPTORS, scannerDescriptors), "limit descriptors")
    try RoleError.check(martlet_confine_scanner(), "confine the scanner (seccomp)")
  }
}
