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
    // What systemd does: bind, pass as descriptor 3, say so for this process id, and become the program.
    let script = """
      import os, socket, sys
      s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
      s.bind(("127.0.0.1", int(sys.argv[1]))); s.listen(); os.dup2(s.fileno(), 3)
      os.environ.update(LISTEN_FDS="1", LISTEN_PID=str(os.getpid()))
      os.execv(sys.argv[2], sys.argv[2:])
      """
    let gateway = try Gateway(start: false)
    let activated = try Gateway(
      prefix: ["/usr/bin/python3", "-c", script, "\(gateway.port)"], start: false)
    let text = try String(contentsOf: activated.configuration, encoding: .utf8)
    try text.replacingOccurrences(of: ":\(activated.port)\"", with: ":\(gateway.port)\"")
      .write(to: activated.configuration, atomically: true, encoding: .utf8)
    try activated.launch()
    try Loopback.waitForServer(port: gateway.port)
    #expect(eventually { (try? SMTPConnection.greeted(port: gateway.port)) != nil })
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
