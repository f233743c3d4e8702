import Glibc

/// The descriptors a child gets from the supervisor, by name: `MARTLET_FD_<name>` holds the number of each. Listeners go by
/// the names of the configuration, which cannot be the reserved ones below.
struct InheritedSockets: Sendable {
  /// The control API's listening UNIX socket.
  static let control = "control"
  /// Where scanners connect.
  static let scanner = "scanner"
  /// Where the resolver connects.
  static let resolver = "resolver"
  /// A pipe: the gateway writes one octet when it serves.
  static let ready = "ready"
  /// `InheritedConfiguration`.
  static let configuration = "configuration"
  static let reservedNames: Set<String> = [control, scanner, resolver, ready, configuration]

  private static let prefix = "MARTLET_FD_"

  private let descriptors: [String: CInt]

  init(environment: [String: String]) {
    var descriptors: [String: CInt] = [:]
    for (variable, value) in environment where variable.hasPrefix(Self.prefix) {
      descriptors[String(variable.dropFirst(Self.prefix.count))] = CInt(value)
    }
    self.descriptors = descriptors
  }

  /// - Throws: `RoleError` when the supervisor gave no such descriptor.
  func descriptor(_ name: String) throws(RoleError) -> CInt {
    guard let descriptor = descriptors[name], fcntl(descriptor, F_GETFD) >= 0 else {
      throw RoleError(step: "start", reason: "no descriptor \"\(name)\"; this command is started by `martlet serve` only")
    }
    return descriptor
  }

  /// Tells the supervisor that the gateway serves.
  func reportReady() throws(RoleError) {
    let pipe = try descriptor(Self.ready)
    var octet: UInt8 = 1
    guard write(pipe, &octet, 1) == 1 else { throw RoleError(step: "tell the supervisor", code: errno) }
  }

  /// The variables for a child that is given descriptors of these names, in this order, from `first` up.
  static func environment(names: [String], first: CInt) -> [String: String] {
    var result: [String: String] = [:]
    for (index, name) in names.enumerated() { result[prefix + name] = "\(first + CInt(index))" }
    return result
  }
}
