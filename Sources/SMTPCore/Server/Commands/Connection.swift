public import MailTypes

/// The connection before the first command.
extension SMTPServerSession {
  /// Nobody else may speak for others: the connection is closed without a word.
  mutating func awaitProxyHeader(from networks: [IPNetwork]) {
    if networks.contains(where: { $0.contains(connection.address) }) {
      state = .proxyHeader(ProxyHeaderReader())
    } else {
      close()
    }
  }

  mutating func decideConnection() {
    let address = connection.address
    mayUseXCLIENT = configuration.xclientNetworks.contains { $0.contains(address) }
    mayUseXFORWARD = configuration.xforwardNetworks.contains { $0.contains(address) }
    askForConnection()
  }

  /// What a listed client was allowed stays allowed when XCLIENT names another.
  mutating func askForConnection() {
    state = .decidingConnection
    emit(.decideConnection)
  }

  /// Sends the banner, or the refusal and nothing more.
  public mutating func connectionDecided(_ refusal: Refusal?) {
    guard case .decidingConnection = state else { return }
    if let refusal {
      refuse(refusal)
      return close()
    }
    // RFC 5321 §4.3.1: the client waits for the banner. One that does not is no mail server.
    guard input.isEmpty else {
      refuse(Refusal(554, EnhancedStatusCode(5, 5, 1), "You spoke before the banner", cause: "early talker"))
      return close()
    }
    state = .ready
    reply(220, nil, "\(configuration.hostname) \(configuration.isLMTP ? "LMTP" : "ESMTP") Martlet")
  }
}
