import MailTypes
import NIOCore
import SMTPCore

/// Who may come in.
extension SMTPServerHandler {
  func decideConnection() {
    if let refusal = overLimit() { return session.connectionDecided(refusal) }
    let delay = record.hasReplied ? .zero : services.configuration.bannerDelay
    guard delay > .zero, let context else { return askDelegate() }
    // Octets that come in meanwhile are kept by the session, which then knows an early talker.
    isBusy = true
    let bound = NIOLoopBound(self, eventLoop: loop)
    loop.scheduleTask(in: delay) {
      let handler = bound.value
      handler.isBusy = false
      guard handler.stage == .open else { return }
      handler.askDelegate()
      handler.pump()
    }
    context.read()
  }

  private func askDelegate() {
    ask(services.delegate.connectionOpened(session.client)) { $0.connectionDecided($1) }
  }

  private func overLimit() -> Refusal? {
    let configuration = services.configuration
    if services.registry.count > configuration.maximumConnections || !admission.enter() {
      return Refusal(
        421, EnhancedStatusCode(4, 3, 2), "\(configuration.hostname) too many connections, try again later",
        cause:
          "connections of the listener or in all: limits \(configuration.maximumConnections), \(services.resources.maximumConnections)"
      )
    }
    guard admission.enter(as: session.client.address, maximum: configuration.maximumConnectionsPerClient) else {
      return Refusal(
        421, EnhancedStatusCode(4, 7, 0), "\(configuration.hostname) too many connections from your address",
        cause: "connections of one client: limit \(configuration.maximumConnectionsPerClient)")
    }
    return nil
  }
}
