public import MailTypes

/// Where a listener listens: `127.0.0.1:2525`, `[::1]:2525`, or the path of a UNIX socket.
public enum ListenerAddress: Hashable, Sendable {
  case tcp(IPAddress, port: UInt16)
  /// An absolute path of at most `longestSocketPath` octets.
  case unix(path: String)

  /// `sun_path` holds 108 octets on Linux, the last of them zero (unix(7)).
  public static let longestSocketPath = 107

  /// `nil` for anything else than the forms above; port 0 asks the system for a free port.
  public init?(_ text: some StringProtocol) {
    if text.hasPrefix("/") {
      guard text.utf8.count <= ListenerAddress.longestSocketPath, !text.utf8.contains(0) else { return nil }
      self = .unix(path: String(text))
      return
    }
    guard let colon = text.lastIndex(of: ":"), let port = UInt16(decimal: text[text.index(after: colon)...]) else { return nil }
    var host = text[..<colon]
    if host.first == "[", host.last == "]" {
      host = host.dropFirst().dropLast()
      guard host.contains(":") else { return nil }
    } else if host.contains(":") {
      return nil
    }
    guard let address = IPAddress(host) else { return nil }
    self = .tcp(address, port: port)
  }
}

extension ListenerAddress: CustomStringConvertible {
  public var description: String {
    switch self {
    case .tcp(.v4(let value), let port): "\(IPAddress.v4(value)):\(port)"
    case .tcp(let address, let port): "[\(address)]:\(port)"
    case .unix(let path): path
    }
  }
}

extension FixedWidthInteger {
  /// Decimal digits only: no sign, no spaces.
  init?(decimal text: some StringProtocol) {
    guard !text.isEmpty, text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
    self.init(text, radix: 10)
  }
}
