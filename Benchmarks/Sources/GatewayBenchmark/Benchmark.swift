import Foundation

/// One run: every server at every delay and number of sessions, then what Martlet costs while it idles.
struct Benchmark {
  let options: Options

  func run() throws {
    let folder = URL(fileURLWithPath: NSTemporaryDirectory()).appendingPathComponent("martlet-bench-\(getpid())")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
    defer { try? FileManager.default.removeItem(at: folder) }

    print(
      "\(options.messages) messages of \(options.size) octets for each figure; ratio = Martlet / Postfix, acknowledged a second"
    )
    print(
      "delay  sessions   Postfix/s   Martlet/s   ratio   syncs/msg P   syncs/msg M   CPU/msg gateway   scanner   RSS MB loaded")
    for delay in options.delays {
      let shim = try SyncCounter(
        folder: folder.appendingPathComponent("shim-\(delay)"), library: options.shim, delayMilliseconds: delay)
      let sink = try SMTPSink()
      defer { sink.stop() }
      let postfix = try PostfixServer(folder: folder.appendingPathComponent("postfix-\(delay)"), nextHop: sink.port, shim: shim)
      defer { postfix.stop() }
      let martlet = try MartletServer(
        options.martlet, folder: folder.appendingPathComponent("martlet-\(delay)"), nextHop: sink.port, shim: shim)
      defer { martlet.stop() }
      for port in [postfix.port, martlet.port] { try load(port: port, sessions: 4, messages: 200) }
      try martlet.waitUntilEmpty()
      for sessions in options.sessions {
        let plain = try measure(postfix.port, sessions, shim)
        Thread.sleep(forTimeInterval: 3)
        let before = martlet.processorTime()
        let filtered = try measure(martlet.port, sessions, shim)
        let loaded = martlet.residentMemory()
        try martlet.waitUntilEmpty()
        let spent = martlet.processorTime().since(before)
        row(delay, sessions, plain, filtered, spent, loaded)
      }
    }
    try idle(folder: folder)
  }

  private struct Figure {
    let perSecond: Double
    let syncsPerMessage: Double
  }

  private func measure(_ port: Int, _ sessions: Int, _ shim: SyncCounter) throws -> Figure {
    let syncs = shim.count
    let start = ContinuousClock.now
    try load(port: port, sessions: sessions, messages: options.messages)
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    return Figure(
      perSecond: Double(options.messages) / seconds,
      syncsPerMessage: Double(shim.count - syncs) / Double(options.messages))
  }

  /// Postfix's own load generator: each session sends its messages one after another and waits for each reply.
  private func load(port: Int, sessions: Int, messages: Int) throws {
    let source = try Child(
      "/usr/sbin/smtp-source",
      [
        "-s", "\(min(sessions, messages))", "-m", "\(messages)", "-l", "\(options.size)", "-f", "a@source.test", "-t",
        "b@sink.test", "127.0.0.1:\(port)",
      ])
    let status = source.wait()
    guard status == 0 else { throw BenchmarkError("smtp-source ended with \(status) against port \(port)") }
  }

  private func row(
    _ delay: Int, _ sessions: Int, _ plain: Figure, _ filtered: Figure, _ spent: ProcessorTime, _ memory: [String: Double]
  ) {
    let count = Double(options.messages)
    func milliseconds(_ seconds: Double) -> String { String(format: "%.2f ms", seconds / count * 1000) }
    let resident = memory.sorted { $0.key < $1.key }.map { String(format: "%@ %.0f", $0.key, $0.value) }.joined(separator: ", ")
    print(
      String(
        format: "%2d ms  %8d  %10.0f  %10.0f  %6.2f  %12.2f  %12.2f  %16@  %8@   %@", delay, sessions, plain.perSecond,
        filtered.perSecond, filtered.perSecond / plain.perSecond, plain.syncsPerMessage, filtered.syncsPerMessage,
        milliseconds(spent.gateway) as NSString, milliseconds(spent.scanners) as NSString, resident as NSString))
  }

  /// Memory without load, then with many connections that say nothing.
  private func idle(folder: URL) throws {
    let shim = try SyncCounter(folder: folder.appendingPathComponent("shim-idle"), library: options.shim, delayMilliseconds: 0)
    let martlet = try MartletServer(
      options.martlet, folder: folder.appendingPathComponent("martlet-idle"), nextHop: 9, shim: shim)
    defer { martlet.stop() }
    Thread.sleep(forTimeInterval: 2)
    print("idle: " + text(martlet.residentMemory()))
    let connections = try IdleConnections(count: options.idleConnections, port: martlet.port)
    defer { connections.close() }
    print("idle with \(connections.greeted) connections greeted: " + text(martlet.residentMemory()))
  }

  private func text(_ memory: [String: Double]) -> String {
    memory.sorted { $0.key < $1.key }.map { String(format: "%@ %.1f MB", $0.key as NSString, $0.value) }.joined(separator: ", ")
  }
}
