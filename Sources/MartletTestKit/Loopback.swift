import Glibc

/// TCP on 127.0.0.1 for tests.
public enum Loopback {
  public struct Failure: Error, CustomStringConvertible {
    public let description: String
  }

  /// A port that was free a moment ago.
  public static func freePort() throws -> Int {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = address(port: 0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.bind(socket, $0, length) == 0 && getsockname(socket, $0, &length) == 0
      }
    }
    guard isBound else { throw Failure(description: "no free port on loopback: \(String(cString: strerror(errno)))") }
    return Int(UInt16(bigEndian: address.sin_port))
  }

  /// A connected socket.
  public static func connect(port: Int) throws -> Int32 {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = address(port: port)
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else {
      defer { close(socket) }
      throw Failure(description: "nothing answers on 127.0.0.1:\(port): \(String(cString: strerror(errno)))")
    }
    return socket
  }

  /// - Throws: `Failure` when nothing answers within `seconds`.
  public static func waitForServer(port: Int, seconds: Int = 30) throws {
    for _ in 0..<(seconds * 50) {
      if let socket = try? connect(port: port) {
        close(socket)
        return
      }
      usleep(20_000)
    }
    throw Failure(description: "nothing answered on 127.0.0.1:\(port) within \(seconds) s")
  }

  static func bind(_ socket: Int32, port: Int) throws {
    var address = address(port: port)
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.bind(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw Failure(description: "port \(port): \(String(cString: strerror(errno)))") }
  }

  private static func address(port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(truncatingIfNeeded: port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
  }
}
