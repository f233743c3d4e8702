import Foundation

/// A process this run started, ended with it.
final class Child {
  private let process = Process()

  init(_ path: String, _ arguments: [String], environment: [String: String] = [:], log: URL? = nil) throws {
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw BenchmarkError("\(path) is missing: install Postfix")
    }
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    if let log {
      FileManager.default.createFile(atPath: log.path, contents: nil)
      let handle = try FileHandle(forWritingTo: log)
      process.standardOutput = handle
      process.standardError = handle
    } else {
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
    }
    process.standardInput = FileHandle.nullDevice
    try process.run()
  }

  var identifier: Int32 { process.processIdentifier }

  var isRunning: Bool { process.isRunning }

  func wait() -> Int32 {
    process.waitUntilExit()
    return process.terminationStatus
  }

  func stop() {
    process.terminate()
    process.waitUntilExit()
  }
}

/// TCP on loopback.
enum Loopback {
  /// A port that was free a moment ago.
  static func freePort() throws -> Int {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = self.address(port: 0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, length) == 0 && getsockname(socket, $0, &length) == 0
      }
    }
    guard bound else { throw BenchmarkError("no free port on loopback") }
    return Int(UInt16(bigEndian: address.sin_port))
  }

  /// A connected socket, or -1.
  static func connect(port: Int) -> Int32 {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = self.address(port: port)
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else {
      close(socket)
      return -1
    }
    return socket
  }

  static func waitForServer(port: Int, seconds: Int = 30) throws {
    for _ in 0..<(seconds * 20) {
      let socket = connect(port: port)
      if socket >= 0 {
        close(socket)
        return
      }
      usleep(50_000)
    }
    throw BenchmarkError("nothing answered on port \(port) within \(seconds) s")
  }

  private static func address(port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
  }
}

/// Connections that were greeted and say nothing.
final class IdleConnections {
  private var sockets: [Int32] = []
  let greeted: Int

  init(count: Int, port: Int) throws {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(7), &limit)
    limit.rlim_cur = limit.rlim_max
    setrlimit(__rlimit_resource_t(7), &limit)
    for _ in 0..<count {
      let socket = Loopback.connect(port: port)
      if socket >= 0 { sockets.append(socket) }
    }
    greeted = sockets.count { socket in
      var timeout = timeval(tv_sec: 10, tv_usec: 0)
      setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
      var code = [UInt8](repeating: 0, count: 4)
      return recv(socket, &code, 4, 0) == 4 && code.starts(with: Array("220".utf8))
    }
  }

  func close() {
    sockets.forEach { _ = Glibc.close($0) }
  }
}
