import Glibc

/// What the supervisor tells its children beside descriptors, by environment variables.
enum RoleEnvironment {
  /// The supervisor's process id: a child whose parent is somebody else has outlived it.
  static let supervisor = "MARTLET_SUPERVISOR_PID"
  /// Path of the socket that scanners connect to.
  static let scannerSocket = "MARTLET_SCANNER_SOCKET"
  /// Path of the socket that the resolver connects to.
  static let resolverSocket = "MARTLET_RESOLVER_SOCKET"
  /// Limit of a scanner's heap, MiB.
  static let scannerMemory = "MARTLET_SCANNER_MEMORY_MB"

  static func text(_ name: String) throws(RoleError) -> String {
    guard let value = getenv(name) else {
      throw RoleError(step: "start", reason: "\(name) is not set; this command is started by `martlet serve` only")
    }
    return String(cString: value)
  }

  static func integer<Value: FixedWidthInteger>(_ name: String) throws(RoleError) -> Value {
    let text = try text(name)
    guard let value = Value(text) else { throw RoleError(step: "start", reason: "\(name) is no number: \(text)") }
    return value
  }
}
