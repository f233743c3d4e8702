import CProcess
import GatewayConfiguration
import Glibc

/// The configuration as the supervisor read it. Its children get the bytes rather than the path: a file that was edited since
/// must not come into force because a child died and was started again.
struct InheritedConfiguration {
  private static let name = "MARTLET_CONFIGURATION_NAME"
  private static let folder = "MARTLET_CONFIGURATION_FOLDER"

  /// A sealed file in memory, open in the supervisor for good.
  let descriptor: CInt
  let environment: [String: String]

  /// - Throws: `SupervisorError` where the system has no memory for it.
  init(_ source: ConfigurationFile.Source) throws(SupervisorError) {
    descriptor = martlet_sealed_file(source.bytes, source.bytes.count)
    guard descriptor >= 0 else {
      throw SupervisorError("cannot keep the configuration: \(SupervisorError.text(of: descriptor))", exitStatus: EX_SOFTWARE)
    }
    environment = [InheritedConfiguration.name: source.name, InheritedConfiguration.folder: source.folder]
  }

  /// What this child was given.
  /// - Throws: `RoleError` where it was started by somebody else, `ConfigurationError` where a file that the configuration
  ///   names has gone.
  static func read(_ sockets: InheritedSockets) throws -> ConfigurationFile {
    let descriptor = try sockets.descriptor(InheritedSockets.configuration)
    let bytes: [UInt8]
    do {
      bytes = try SmallFile.read(descriptor: descriptor, maximumSize: .max)
    } catch {
      throw RoleError(step: "read the configuration", reason: error.message)
    }
    let source = ConfigurationFile.Source(
      bytes: bytes, name: try RoleEnvironment.text(name), folder: try RoleEnvironment.text(folder))
    return try ConfigurationFile(source, checkingFiles: true)
  }
}
