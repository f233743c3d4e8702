import CProcess
import GatewayConfiguration
import Glibc
import Logging
import MailTransport
import NIOCore
import NIOPosix
import ServiceLifecycle

/// The sockets mail comes in by: served until the gateway is told to stop, then drained.
struct GatewayListeners: Service {
  let settings: GatewaySettings
  let delegate: any SMTPServerDelegate
  let tls: TLSContextSource?
  let sockets: InheritedSockets
  let group: any EventLoopGroup
  let logger: Logger

  func run() async throws {
    let resources = SMTPServerResources(
      maximumConnections: settings.limits.connections, maximumBodyMemory: settings.limits.bodyMemory)
    var listeners: [SMTPListener] = []
    for listener in settings.listeners {
      let server = SMTPListener(
        configuration: SMTPListenerConfiguration(listener, of: settings), delegate: delegate, tls: tls, resources: resources,
        files: .singleton, logger: logger, group: group)
      try await server.start(socket: try socket(of: listener))
      listeners.append(server)
    }
    try sockets.reportReady()
    try? await gracefulShutdown()
    await drain(listeners)
  }

  /// TCP sockets come from the supervisor, which may bind what we may not.
  private func socket(of listener: ListenerSettings) throws -> CInt {
    guard case .unix(let path) = listener.address else { return try sockets.descriptor(listener.name) }
    let socket = martlet_listen_unix(path, 0o666, 128)
    guard socket >= 0 else { throw RoleError(step: "listen on \(path)", code: -socket) }
    return socket
  }

  private func drain(_ listeners: [SMTPListener]) async {
    let limit = settings.limits.drainTime.timeAmount
    await withDiscardingTaskGroup { group in
      for listener in listeners { group.addTask { await listener.drain(within: limit) } }
    }
  }
}
