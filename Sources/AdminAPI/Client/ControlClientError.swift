import Glibc
import NIOCore

/// Why the gateway did not do what a command asked.
public enum ControlClientError: Error, Hashable, Sendable {
  /// Nobody answers at the socket; the cause is the system's.
  case noGateway(socket: String, cause: String)
  /// The gateway answered that it will not, with a code of `ErrorDocument`.
  case refused(code: String, message: String)
  /// The answer broke off or could not be read.
  case brokenAnswer(cause: String)

  init(_ error: any Error, socket: String) {
    switch error {
    case let error as ControlClientError: self = error
    case let error as IOError: self = .noGateway(socket: socket, cause: String(cString: strerror(error.errnoCode)))
    default: self = .brokenAnswer(cause: "\(error)")
    }
  }
}

extension ControlClientError: CustomStringConvertible {
  /// One line.
  public var description: String {
    switch self {
    case .noGateway(let socket, let cause):
      "no gateway answers at \(socket): \(cause); start it with 'martlet serve'"
    case .refused(_, let message): message
    case .brokenAnswer(let cause): "the gateway's answer broke off: \(cause); its log says more"
    }
  }
}
