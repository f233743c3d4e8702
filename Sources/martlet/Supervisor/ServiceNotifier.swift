import CProcess

/// Tells the service manager how the service is doing (sd_notify(3)), where one listens.
struct ServiceNotifier: Sendable {
  enum State: String {
    case ready = "READY=1"
    case stopping = "STOPPING=1"
  }

  private let path: String?

  init(environment: [String: String]) {
    path = environment["NOTIFY_SOCKET"].flatMap { $0.isEmpty ? nil : $0 }
  }

  func send(_ state: State) {
    guard let path else { return }
    let message = Array(state.rawValue.utf8)
    _ = martlet_send_datagram(path, message, message.count)
  }
}
