import AdminAPI
import ArgumentParser
import GatewayStorage
import Glibc

/// `martlet backup`
struct BackupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Copy everything the gateway keeps into a folder, while mail flows",
    discussion: "The gateway writes the folder itself: its account needs the right to, and the folder must be empty or absent.")

  @Argument(help: "A folder on the gateway's machine") var folder: String
  @OptionGroup var options: GatewayOptions

  func run() async throws {
    let report = try await options.client().backup(to: AbsolutePath.text(folder))
    try report.print("backed up", isJSON: options.isJSON)
  }
}

/// `martlet restore`
struct RestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Bring back from a backup what the gateway does not hold",
    discussion:
      "Nothing present is changed. Queued copies come back held: they may have been delivered since the backup was made.")

  @Argument(help: "A folder that `martlet backup` wrote") var folder: String
  @OptionGroup var options: GatewayOptions

  func run() async throws {
    let report = try await options.client().restore(from: AbsolutePath.text(folder))
    try report.print("restored", isJSON: options.isJSON)
  }
}

extension BackupReport {
  fileprivate func print(_ deed: String, isJSON: Bool) throws {
    if isJSON { return try Output.json(self) }
    Output.write(
      "\(deed): \(messages) messages, \(queueItems) queued, \(quarantineEntries) in quarantine, \(files) files, "
        + "\(signingKeys) signing keys, \(traces) traces, \(decisions) decisions\n")
  }
}

/// The gateway has another current folder than the command.
private enum AbsolutePath {
  static func text(_ path: String) throws -> String {
    if path.hasPrefix("/") { return path }
    guard let current = getcwd(nil, 0) else {
      throw CommandFailure(ExitStatus.usage, "the current folder cannot be read; give an absolute path")
    }
    defer { free(current) }
    return String(cString: current) + "/" + path
  }
}
