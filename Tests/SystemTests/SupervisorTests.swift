import Foundation
import MartletTestKit
import Testing

@Suite("The processes of the gateway start in order, hold no more rights than they need, and go together", .serialized)
struct SupervisorTests {
  private func status(_ process: Int32) -> [String: String] {
    let text = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
    let lines = text.split(separator: "\n").map { $0.split(separator: ":", maxSplits: 1) }
    return Dictionary(lines.filter { $0.count == 2 }.map { (String($0[0]), $0[1].trimmingCharacters(in: .whitespaces)) }) { $1 }
  }

  private func all(_ gateway: Gateway) -> [Int32] { ["gateway", "resolver", "scanner"].flatMap(gateway.processes) }

  private func isAlive(_ process: Int32) -> Bool {
    let state = status(process)["State"]
    return state != nil && state?.hasPrefix("Z") == false
  }

  @Test("Scanners run under seccomp, and no process can gain rights")
  func confinement() throws {
    let gateway = try Gateway(settings: "scanner: {count: 2}")
    #expect(eventually { gateway.processes("scanner").filter { status($0)["Seccomp"] == "2" }.count == 2 })
    for process in all(gateway) { #expect(status(process)["NoNewPrivs"] == "1") }
  }

  @Test("Started as root with a user set, no process keeps root", .enabled(if: geteuid() == 0))
  func unprivileged() throws {
    let account = try #require(getpwnam("nobody")).pointee
    let gateway = try Gateway(settings: "user: nobody", start: false)
    let state = gateway.folder.path + "/state"
    try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
    for path in [state, gateway.folder.path] { chown(path, account.pw_uid, account.pw_gid) }
    try gateway.start()
    let id = "\(account.pw_uid)"
    for process in all(gateway) + [try #require(gateway.process).identifier] {
      #expect(status(process)["Uid"]?.split(separator: "\t").allSatisfy { $0 == id } == true)
      #expect(status(process)["Groups"] == "\(account.pw_gid)")
    }
  }

  @Test("SIGTERM ends everything and answers 0")
  func orderlyEnd() throws {
    let gateway = try Gateway()
    let processes = all(gateway)
    #expect(processes.count >= 3)
    #expect(gateway.stop() == 0)
    #expect(!processes.contains(where: isAlive))
  }

  @Test("No process outlives a supervisor that was killed")
  func suddenEnd() throws {
    let gateway = try Gateway()
    let processes = all(gateway)
    gateway.kill()
    #expect(eventually { !processes.contains(where: isAlive) })
  }

  @Test("Whatever dies is started again", arguments: ["gateway", "resolver", "scanner"])
  func respawn(role: String) throws {
    let gateway = try Gateway(settings: "scanner: {count: 1}")
    #expect(eventually { gateway.processes(role).count == 1 })
    let former = try #require(gateway.processes(role).first)
    Foundation.kill(former, SIGKILL)
    #expect(eventually { gateway.processes(role).count == 1 && gateway.processes(role).first != former })
    try gateway.waitUntilReady()
  }

  @Test("A configuration edited since comes into force by a restart, not by an accident")
  func editedConfiguration() throws {
    let gateway = try Gateway()
    let former = try #require(gateway.processes("gateway").first)
    try "hostname: other.example.test\n".write(to: gateway.configuration, atomically: true, encoding: .utf8)
    for role in ["gateway", "resolver"] { for process in gateway.processes(role) { Foundation.kill(process, SIGKILL) } }
    #expect(eventually { gateway.processes("gateway").count == 1 && gateway.processes("gateway").first != former })
    try gateway.waitUntilReady()
    #expect(try SMTPConnection(port: gateway.port).reply().hasPrefix("220 mx.example.test "))
  }

  @Test("Every line of the supervisor names its event")
  func events() throws {
    let gateway = try Gateway()
    gateway.stop()
    let lines = gateway.log.split(separator: "\n")
    let nameless = lines.filter { !$0.contains(" event=") || $0.contains(" event=note ") }
    #expect(nameless.isEmpty, "\(nameless)")
    for status in ["started", "ready", "stopping", "ended"] {
      #expect(lines.contains { $0.contains(" event=service ") && $0.contains(" status=\(status) ") })
    }
  }

  @Test("A port in use is said in one line, and answers 69")
  func portInUse() throws {
    let first = try Gateway()
    let second = try Gateway(start: false)
    let text = try String(contentsOf: second.configuration, encoding: .utf8)
    try text.replacingOccurrences(of: ":\(second.port)\"", with: ":\(first.port)\"")
      .write(to: second.configuration, atomically: true, encoding: .utf8)
    let result = try CommandResult.run(Gateway.executable.path, ["serve", "--config", second.configuration.path])
    #expect(result.status == 69)
    #expect(result.errors.contains("127.0.0.1:\(first.port)"))
    #expect(result.errors.contains("another program listens there"))
  }

  @Test("A socket passed by systemd is used instead of one of our own")
  func socketActivation() throws {
    let gateway = try Gateway(start: false)
    let activated = try Gateway(
      prefix: Self.systemd(ports: [gateway.port]), start: false)
    let text = try String(contentsOf: activated.configuration, encoding: .utf8)
    try text.replacingOccurrences(of: ":\(activated.port)\"", with: ":\(gateway.port)\"")
      .write(to: activated.configuration, atomically: true, encoding: .utf8)
    try activated.launch()
    try Loopback.waitForServer(port: gateway.port)
    #expect(eventually { (try? SMTPConnection.greeted(port: gateway.port)) != nil })
  }

  /// What systemd does: bind, pass as descriptors from 3 up, say so for this process id, and become the program.
  private static func systemd(ports: [Int], names: [String] = []) -> [String] {
    let script = """
      import os, socket, sys
      ports = [int(port) for port in sys.argv[1].split(",")]
      sockets = [socket.create_server(("127.0.0.1", port)) for port in ports]
      copies = [os.dup(each.fileno()) for each in sockets]
      for place, copy in enumerate(copies): os.dup2(copy, 3 + place)
      os.environ.update(LISTEN_FDS=str(len(ports)), LISTEN_PID=str(os.getpid()), LISTEN_FDNAMES=sys.argv[2])
      os.execv(sys.argv[3], sys.argv[3:])
      """
    return [
      "/usr/bin/python3", "-c", script, ports.map { "\($0)" }.joined(separator: ","), names.joined(separator: ":"),
    ]
  }

  @Test("Sockets of the packaged units are told apart by their names")
  func packagedSockets() throws {
    let units = try SocketUnit.packaged()
    #expect(units.map(\.name) == ["smtp", "smtp6"])
    #expect(units.map(\.addresses) == [["0.0.0.0:25"], ["[::]:25"]])
    // On loopback, and with addresses that the configuration does not name.
    let ports = [try Loopback.freePort(), try Loopback.freePort()]
    let gateway = try Gateway(
      listener: "  - {kind: smtp, name: smtp6, address: \"[::1]:\(try Loopback.freePort())\"}",
      prefix: Self.systemd(ports: ports, names: units.map(\.name)), start: false)
    try gateway.launch()
    for port in ports { #expect(eventually { (try? SMTPConnection.greeted(port: port)) != nil }) }
  }

  @Test("The service manager is told when mail is served, and when it no longer is")
  func notification() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/notify"
    let receiver = try NotificationReceiver(path: path)
    let gateway = try Gateway(environment: ["NOTIFY_SOCKET": path])
    #expect(try receiver.next() == "READY=1")
    gateway.stop()
    #expect(try receiver.next() == "STOPPING=1")
  }
}
