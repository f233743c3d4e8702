import GatewayConfiguration
import Glibc
import MailTypes

/// The addresses at which other servers reach this gateway by MX records.
enum OwnAddresses {
  /// RFC 5321 §4.5.4.2: mail exchangers are asked at this port, so a listener at another does not get what they get.
  private static let exchangerPort: UInt16 = 25

  /// Those of listeners at port 25: the address itself, or all of its family where it listens on all.
  static func of(_ listeners: [ListenerSettings], interfaces: () -> [IPAddress] = ofInterfaces) -> Set<IPAddress> {
    let heard = listeners.compactMap { listener -> IPAddress? in
      guard listener.kind == .smtp, case .tcp(let address, exchangerPort) = listener.address else { return nil }
      return address
    }
    let named = heard.filter { !$0.isUnspecified }
    let families = Set(heard.filter(\.isUnspecified).map(\.octets.count))
    return Set(named).union(families.isEmpty ? [] : interfaces().filter { families.contains($0.octets.count) })
  }

  /// Every address of this machine at this moment; none where the system does not tell.
  private static func ofInterfaces() -> [IPAddress] {
    var first: UnsafeMutablePointer<ifaddrs>?
    guard getifaddrs(&first) == 0 else { return [] }
    defer { freeifaddrs(first) }
    var result: [IPAddress] = []
    var next = first
    while let entry = next?.pointee {
      if let address = entry.ifa_addr.flatMap(address) { result.append(address) }
      next = entry.ifa_next
    }
    return result
  }

  private static func address(_ socket: UnsafeMutablePointer<sockaddr>) -> IPAddress? {
    switch CInt(socket.pointee.sa_family) {
    case AF_INET:
      socket.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { pointer in
        withUnsafeBytes(of: pointer.pointee.sin_addr) { IPAddress(octets: Array($0)) }
      }
    case AF_INET6:
      socket.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { pointer in
        withUnsafeBytes(of: pointer.pointee.sin6_addr) { IPAddress(octets: Array($0)) }
      }
    default: nil
    }
  }
}

extension IPAddress {
  /// `0.0.0.0` and `::`: all addresses of the machine.
  fileprivate var isUnspecified: Bool { octets.allSatisfy { $0 == 0 } }
}
