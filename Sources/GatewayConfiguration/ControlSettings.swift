/// The socket through which `martlet` commands reach the running gateway.
public struct ControlSettings: Hashable, Sendable {
  /// An absolute path.
  public var socket: String
  /// Permission bits of the socket.
  public var mode: UInt16
  /// Group that owns the socket and whose members may use it.
  public var group: String?
  /// Accounts that may use it, beside root and the gateway's own.
  public var allowedUsers: [String]
}

extension ControlSettings {
  init(reading reader: inout SettingsReader, stateDirectory: String) {
    socket = reader.value(
      "socket", .socketPath, default: stateDirectory + "/control.sock", shown: "`control.sock` in `stateDirectory`",
      "Path of the socket.")
    mode = reader.value("mode", .fileMode, default: 0o660, "Permission bits of the socket, in octal.")
    group = reader.optional(
      "group", .accountName, absent: "the gateway's group", "Group that owns the socket; its members may give commands.")
    allowedUsers = reader.list(
      "allowedUsers", .accountName, maximum: 256, "Accounts that may give commands, beside root and the gateway's own.")
  }
}
