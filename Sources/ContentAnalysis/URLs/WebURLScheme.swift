/// The schemes that the URL Standard treats apart (§ 4.2 "special").
enum WebURLScheme: Equatable, Sendable {
  case http, https, ws, wss, ftp, file
  case other

  init(_ name: some Collection<UInt8>) {
    switch HTMLName(name) {
    case HTMLName("http"): self = .http
    case HTMLName("https"): self = .https
    case HTMLName("ws"): self = .ws
    case HTMLName("wss"): self = .wss
    case HTMLName("ftp"): self = .ftp
    case HTMLName("file"): self = .file
    default: self = .other
    }
  }

  var isSpecial: Bool { self != .other }

  var defaultPort: UInt16? {
    switch self {
    case .http, .ws: 80
    case .https, .wss: 443
    case .ftp: 21
    case .file, .other: nil
    }
  }
}
