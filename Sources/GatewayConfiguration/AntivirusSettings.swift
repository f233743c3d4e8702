/// Virus scanners beside the scan: the `antivirus` section.
public struct AntivirusSettings: Hashable, Sendable {
  /// `nil` to ask none.
  public var clamd: ClamdSettings?
}

/// How ClamAV's daemon is asked.
public struct ClamdSettings: Hashable, Sendable {
  public enum Failure: String, Hashable, Sendable, CaseIterable {
    case `defer`, accept
  }

  public enum Oversize: String, Hashable, Sendable, CaseIterable {
    case accept, quarantine
  }

  public var address: ListenerAddress
  public var timeout: Duration
  /// Questions at once; further messages wait for their turn, no longer than `timeout`.
  public var maximumConnections: Int
  /// Octets of a message that is not shown to clamd.
  public var maximumSize: Int
  public var onFailure: Failure
  public var oversize: Oversize
}

extension AntivirusSettings: ConfigurationSection {
  init(reading reader: inout SettingsReader) {
    clamd = reader.optionalSection("clamd", "ClamAV's daemon. Every message is streamed to it while it is scanned.")
  }
}

extension ClamdSettings: PartialSection {
  init?(reading reader: inout SettingsReader) {
    let address = reader.required(
      "address", .listenerAddress,
      "Where clamd listens: its `LocalSocket`, or `TCPAddr` and `TCPSocket`. Nothing is encrypted on the way: the same machine, or a network of your own."
    )
    timeout = reader.value(
      "timeout", .duration(.seconds(1)...(.seconds(600))), default: .seconds(30),
      "How long clamd may take for one message, from connecting to its answer.")
    maximumConnections = reader.value(
      "maximumConnections", .integer(1...1000), default: 10,
      "Messages shown to clamd at once; others wait their turn, no longer than `timeout`. Not above clamd's own `MaxThreads`, which is 10 by default: what clamd queues itself takes time from its answer."
    )
    maximumSize = reader.value(
      "maximumSize", .size(64 << 10...4 << 30), default: 25 << 20,
      "Messages larger than this are not shown to clamd, see `oversize`. Not above clamd's own `StreamMaxLength`.")
    onFailure = reader.value(
      "onFailure", .choice, default: .defer,
      "What becomes of mail while clamd cannot be asked: `defer` answers `451`, so that the sender tries again later; `accept` goes on without it."
    )
    oversize = reader.value(
      "oversize", .choice, default: .accept,
      "What becomes of a message larger than clamd takes: `accept` goes on without clamd, and the decision says so; `quarantine` holds it."
    )
    guard let address else { return nil }
    self.address = address
  }
}
