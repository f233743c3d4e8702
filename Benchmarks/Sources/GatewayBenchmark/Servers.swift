import Foundation

/// The next hop of both servers: takes everything and keeps nothing.
final class SMTPSink {
  let port: Int
  private let child: Child

  init() throws {
    port = try Loopback.freePort()
    child = try Child("/usr/sbin/smtp-sink", ["-u", "nobody", "127.0.0.1:\(port)", "1000"])
    try Loopback.waitForServer(port: port)
  }

  func stop() { child.stop() }
}

/// A Postfix of its own folders that relays everything to the sink and filters nothing.
final class PostfixServer {
  let port: Int
  private let folder: URL

  init(folder: URL, nextHop: Int, shim: SyncCounter) throws {
    self.folder = folder
    port = try Loopback.freePort()
    for name in ["etc", "spool", "data"] {
      try FileManager.default.createDirectory(
        at: folder.appendingPathComponent(name), withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
    }
    _ = try Child("/bin/chown", ["postfix", folder.appendingPathComponent("data").path]).wait()
    let main = """
      compatibility_level = 3.6
      queue_directory = \(folder.path)/spool
      data_directory = \(folder.path)/data
      command_directory = /usr/sbin
      daemon_directory = /usr/lib/postfix/sbin
      mail_owner = postfix
      setgid_group = postdrop
      myhostname = mx.bench.test
      mydestination =
      inet_interfaces = loopback-only
      inet_protocols = ipv4
      mynetworks = 127.0.0.0/8
      maillog_file = \(folder.path)/log
      maillog_file_prefixes = /
      relayhost = [127.0.0.1]:\(nextHop)
      smtp_dns_support_level = disabled
      alias_maps =
      alias_database =
      default_process_limit = 200
      smtpd_client_connection_count_limit = 0
      import_environment = MAIL_CONFIG MAIL_DEBUG MAIL_LOGTAG TZ LANG=C LD_PRELOAD SYNC_SHIM_COUNTER SYNC_SHIM_DELAY_US
      """
    let stock = try String(contentsOfFile: "/usr/share/postfix/master.cf.dist", encoding: .utf8)
    let services = stock.split(separator: "\n").filter {
      !$0.hasPrefix("#") && !$0.hasPrefix(" ") && !$0.hasPrefix("smtp      inet")
    }
    .map { line in
      let fields = line.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
      return fields.count < 8 ? String(line) : (fields[..<4] + ["n"] + fields[5...]).joined(separator: " ")
    }
    let master = "127.0.0.1:\(port) inet n - n - - smtpd\n" + services.joined(separator: "\n") + "\n"
    try main.write(to: folder.appendingPathComponent("etc/main.cf"), atomically: true, encoding: .utf8)
    try master.write(to: folder.appendingPathComponent("etc/master.cf"), atomically: true, encoding: .utf8)
    let log = folder.appendingPathComponent("start.log")
    let status = try Child("/usr/sbin/postfix", ["-c", folder.path + "/etc", "start"], environment: shim.environment, log: log)
      .wait()
    guard status == 0 else {
      throw BenchmarkError("Postfix did not start:\n" + ((try? String(contentsOf: log, encoding: .utf8)) ?? ""))
    }
    try Loopback.waitForServer(port: port)
  }

  func stop() {
    _ = try? Child("/usr/sbin/postfix", ["-c", folder.path + "/etc", "stop"]).wait()
  }
}

/// Seconds of processor time of the roles.
struct ProcessorTime {
  var gateway = 0.0
  var scanners = 0.0

  func since(_ earlier: ProcessorTime) -> ProcessorTime {
    ProcessorTime(gateway: gateway - earlier.gateway, scanners: scanners - earlier.scanners)
  }
}

/// `martlet serve`, every message scanned, with the sink as next hop.
final class MartletServer {
  let port: Int
  private let martlet: String
  private let configuration: URL
  private let child: Child

  init(_ martlet: String, folder: URL, nextHop: Int, shim: SyncCounter) throws {
    self.martlet = martlet
    port = try Loopback.freePort()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    configuration = folder.appendingPathComponent("martlet.yaml")
    try """
    hostname: mx.bench.test
    stateDirectory: \(folder.path)/state
    listeners:
      - {kind: smtp, address: "127.0.0.1:\(port)"}
    limits:
      connections: 5000
      connectionsPerClient: 5000
    dns:
      zone: zone.json
    organizations:
      - name: bench
        domains:
          - {name: sink.test, kind: internalRelay, nextHop: "smtp://127.0.0.1:\(nextHop)"}
    """.write(to: configuration, atomically: true, encoding: .utf8)
    try #"{"1.0.0.127.in-addr.arpa": {"PTR": ["localhost"]}, "localhost": {"A": ["127.0.0.1"]}}"#
      .write(to: folder.appendingPathComponent("zone.json"), atomically: true, encoding: .utf8)
    let log = folder.appendingPathComponent("log")
    child = try Child(martlet, ["serve", "--config", configuration.path], environment: shim.environment, log: log)
    do {
      try Loopback.waitForServer(port: port)
    } catch {
      throw BenchmarkError("Martlet did not start:\n" + ((try? String(contentsOf: log, encoding: .utf8)) ?? ""))
    }
  }

  func stop() { child.stop() }

  /// Until everything acknowledged has left.
  func waitUntilEmpty() throws {
    for _ in 0..<600 {
      let pipe = Pipe()
      let list = Process()
      list.executableURL = URL(fileURLWithPath: martlet)
      list.arguments = ["queue", "list", "--json", "--config", configuration.path]
      list.standardOutput = pipe
      try list.run()
      let output = pipe.fileHandleForReading.readDataToEndOfFile()
      list.waitUntilExit()
      if list.terminationStatus == 0, !String(decoding: output, as: UTF8.self).contains("traceID") { return }
      usleep(100_000)
    }
    throw BenchmarkError("Martlet's queue did not empty within a minute")
  }

  func processorTime() -> ProcessorTime {
    var result = ProcessorTime()
    let tick = Double(sysconf(Int32(_SC_CLK_TCK)))
    for (role, process) in roles() {
      guard let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
        let close = stat.lastIndex(of: ")")
      else { continue }
      let fields = stat[close...].split(separator: " ")
      let seconds = ((Double(fields[12]) ?? 0) + (Double(fields[13]) ?? 0)) / tick
      if role == "gateway" { result.gateway += seconds }
      if role == "scanner" { result.scanners += seconds }
    }
    return result
  }

  /// Resident memory of each role in MB, that of the scanners added up.
  func residentMemory() -> [String: Double] {
    var result: [String: Double] = [:]
    for (role, process) in roles() {
      let status = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
      let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
      let kilobytes = line.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? 0
      result[role, default: 0] += kilobytes / 1024
    }
    return result
  }

  /// The supervisor and its children, by their role.
  private func roles() -> [(String, Int32)] {
    let children =
      (try? String(contentsOfFile: "/proc/\(child.identifier)/task/\(child.identifier)/children", encoding: .utf8)) ?? ""
    let found = children.split(separator: " ").compactMap { Int32($0) }.compactMap { process -> (String, Int32)? in
      guard let line = try? Data(contentsOf: URL(fileURLWithPath: "/proc/\(process)/cmdline")) else { return nil }
      let words = line.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
      guard words.count > 1, words[1].hasPrefix("_") else { return nil }
      return (String(words[1].dropFirst()), process)
    }
    return found + [("supervisor", child.identifier)]
  }
}
