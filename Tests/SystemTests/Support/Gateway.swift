import Foundation
import MartletTestKit
import Testing

/// A `martlet serve` of the build under test, in a folder of its own, on free loopback ports. Stopped when the test lets go.
final class Gateway {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  let folder: TemporaryFolder
  let port: Int
  let configuration: URL
  private(set) var process: PeerProcess?
  private let environment: [String: String]
  private let prefix: [String]

  /// `settings` is YAML added to the configuration at top level; `nextHop` is that of `example.test`. `prefix` is a command
  /// that runs the gateway, such as strace.
  init(
    nextHop: String? = nil, recipients: String = "any", settings: String = "", listener: String = "",
    environment: [String: String] = [:], prefix: [String] = [], start: Bool = true
  ) throws {
    folder = try TemporaryFolder()
    port = try Loopback.freePort()
    configuration = folder.url.appendingPathComponent("martlet.yaml")
    self.environment = environment
    self.prefix = prefix
    try FileManager.default.createDirectory(atPath: folder.path + "/mail", withIntermediateDirectories: true)
    let hop = nextHop ?? "maildir:\(folder.path)/mail"
    try """
    hostname: mx.example.test
    stateDirectory: \(folder.path)/state
    dns: {zone: zone.json}
    countries: {files: countries}
    listeners:
      - kind: smtp
        address: "127.0.0.1:\(port)"
    \(listener)
    organizations:
      - name: example
        domains:
          - name: example.test
            recipients: \(recipients)
            nextHop: "\(hop)"
    \(settings)
    """.write(to: configuration, atomically: true, encoding: .utf8)
    try "198.51.100.0,198.51.100.255,AT\n".write(
      to: folder.url.appendingPathComponent("countries"), atomically: true, encoding: .utf8)
    try #"{"1.0.0.127.in-addr.arpa": {"PTR": ["localhost"]}, "localhost": {"A": ["127.0.0.1"]}}"#
      .write(to: folder.url.appendingPathComponent("zone.json"), atomically: true, encoding: .utf8)
    if start { try self.start() }
  }

  deinit { kill() }

  /// The executable under test: it stands beside the test bundle.
  static let executable: URL = {
    let bundle = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    let beside = bundle.deletingLastPathComponent().appendingPathComponent("martlet")
    if FileManager.default.isExecutableFile(atPath: beside.path) { return beside }
    return Bundle.main.bundleURL.deletingLastPathComponent().appendingPathComponent("martlet")
  }()

  var log: String { (try? String(contentsOf: folder.url.appendingPathComponent("log"), encoding: .utf8)) ?? "" }

  func start() throws {
    try launch()
    try waitUntilReady()
  }

  /// Starts the process and does not wait for it.
  func launch() throws {
    let words = prefix + [Gateway.executable.path, "serve", "--config", configuration.path]
    process = try PeerProcess(
      [words[0]], arguments: Array(words.dropFirst()), environment: environment,
      output: folder.url.appendingPathComponent("log"))
  }

  func waitUntilReady() throws {
    for _ in 0..<600 {
      guard let process, process.isRunning else { throw Failure(description: "the gateway ended:\n\(log)") }
      if let connection = try? SMTPConnection(port: port), (try? connection.reply())?.hasPrefix("220") == true {
        _ = try? connection.command("QUIT")
        return
      }
      usleep(50_000)
    }
    throw Failure(description: "no banner within 30 seconds:\n\(log)")
  }

  /// SIGTERM, and the wait for a graceful end.
  @discardableResult
  func stop() -> Int {
    // strace passes no signal on; the gateway below it is asked itself.
    if !prefix.isEmpty, let supervisor {
      Foundation.kill(supervisor, SIGTERM)
      defer { process = nil }
      return process?.wait() ?? -1
    }
    defer { process = nil }
    return process?.stop() ?? -1
  }

  /// SIGKILL to the supervisor; its children follow.
  func kill() {
    if !prefix.isEmpty, let supervisor { Foundation.kill(supervisor, SIGKILL) }
    process?.stop(SIGKILL)
    process = nil
  }

  /// The processes of a role: `gateway`, `scanner`, `resolver`.
  func processes(_ role: String) -> [Int32] {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return all.compactMap { Int32($0) }.filter { identifier in
      guard let line = try? Data(contentsOf: URL(fileURLWithPath: "/proc/\(identifier)/cmdline")),
        let environment = try? Data(contentsOf: URL(fileURLWithPath: "/proc/\(identifier)/stat"))
      else { return false }
      let words = line.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
      guard words.count > 1, words[1] == "_" + role else { return false }
      let parent = String(decoding: environment, as: UTF8.self).split(separator: ")").last?.split(separator: " ").dropFirst()
        .first
      return parent.flatMap { Int32($0) } == supervisor
    }
  }

  /// The supervisor itself, also where it runs under a prefix.
  private var supervisor: Int32? {
    guard let identifier = process?.identifier else { return nil }
    guard !prefix.isEmpty else { return identifier }
    let children = (try? String(contentsOfFile: "/proc/\(identifier)/task/\(identifier)/children", encoding: .utf8)) ?? ""
    return children.split(separator: " ").first.flatMap { Int32($0) }
  }

  /// Runs a management command against this gateway.
  func martlet(_ arguments: String...) throws -> CommandResult { try run(arguments) }

  func run(_ arguments: [String]) throws -> CommandResult {
    try CommandResult.run(Gateway.executable.path, arguments + ["--config", configuration.path])
  }

  /// The messages in a mailbox of `example.test`, junk in its own folder.
  func mailbox(_ user: String, folder name: String? = nil) -> [String] {
    let maildir = folder.path + "/mail/example.test/" + user + (name.map { "/." + $0 } ?? "") + "/new"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: maildir)) ?? []
    return names.sorted().compactMap {
      try? String(decoding: Data(contentsOf: URL(fileURLWithPath: maildir + "/" + $0)), as: UTF8.self)
    }
  }
}

extension Gateway {
  /// Every message that arrived, wherever it was put: what says next to nothing of itself may well be taken for spam.
  func arrived(_ user: String) -> [String] {
    mailbox(user) + mailbox(user, folder: "Junk")
  }
}

/// Waits for something that happens in another process, at most `seconds`.
func eventually(within seconds: Double = 20, _ condition: () throws -> Bool) rethrows -> Bool {
  for _ in 0..<Int(seconds * 20) {
    if try condition() { return true }
    usleep(50_000)
  }
  return try condition()
}
