import MailTypes

/// What the supervisor is to bind, become and start.
struct SupervisorPlan: Sendable {
  /// A TCP address to listen on.
  struct Listener: Hashable, Sendable {
    /// Unique, as the configuration names it; socket activation matches it against `FileDescriptorName=`.
    var name: String
    var address: IPAddress
    var port: UInt16
  }

  /// Who the supervisor and its children are once the sockets are bound.
  struct Identity: Hashable, Sendable {
    var user: String
    /// `nil` for the user's primary group.
    var group: String?
  }

  /// The command lines of the children, without the program's name: a subcommand of this executable and its arguments.
  struct Arguments: Hashable, Sendable {
    var gateway = ["_gateway"]
    var resolver = ["_resolver"]
    var scanner = ["_scanner"]
  }

  var listeners: [Listener]
  /// Path of the control API's UNIX socket, mode 0660.
  var controlSocket: String?
  /// Made if missing.
  var stateDirectory: String
  /// Folder of the sockets between the processes: mode 0700, made if missing.
  var runDirectory: String { stateDirectory + "/run" }
  /// `nil` to stay who we are.
  var identity: Identity?
  /// At least 1.
  var scannerCount: Int
  /// Heap of one scanner, MiB; beyond it the scanner ends and the message is tried again alone.
  var scannerMemoryMegabytes = 1024
  /// The program to start; as it is, this one, even where its file has been replaced since.
  var executable = "/proc/self/exe"
  var arguments = Arguments()
  /// For those children that need to know it.
  var configuration: InheritedConfiguration
  /// Further variables for the children, beside those of the supervisor's own environment.
  var environment: [String: String] = [:]
  /// How long the gateway may take to end its sessions before it is killed.
  var drainTime = Duration.seconds(30)

  var scannerSocket: String { runDirectory + "/scanner.sock" }
  var resolverSocket: String { runDirectory + "/resolver.sock" }
}
