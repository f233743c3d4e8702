/// What clients may use up. Sizes are in octets.
public struct LimitSettings: Hashable, Sendable {
  public var connections: Int
  /// Per IPv4 address or IPv6 /64.
  public var connectionsPerClient: Int
  public var recipientsPerMessage: Int
  public var messagesPerConnection: Int
  public var messageSize: Int
  public var headerSize: Int
  public var errorsPerConnection: Int
  public var commandTimeout: Duration
  public var dataTimeout: Duration
  public var connectionTime: Duration
  public var bodyMemory: Int
  public var drainTime: Duration
}

extension LimitSettings: ConfigurationSection {
  init(reading reader: inout SettingsReader) {
    connections = reader.value(
      "connections", .integer(1...100_000), default: 4000,
      "Connections at a time, over all listeners; further ones are answered `421`.")
    connectionsPerClient = reader.value(
      "connectionsPerClient", .integer(1...100_000), default: 100,
      "Connections at a time from one client: an IPv4 address or an IPv6 /64.")
    recipientsPerMessage = reader.value(
      "recipientsPerMessage", .integer(100...100_000), default: 1000,
      "Recipients of one message; further ones are answered `452`, and the client sends again for them (RFC 5321 §4.5.3.1.8 asks for at least 100)."
    )
    messagesPerConnection = reader.value(
      "messagesPerConnection", .integer(1...1_000_000), default: 1000,
      "Messages over one connection; then it is closed with `421`.")
    messageSize = reader.value(
      "messageSize", .size(64 << 10...2 << 30), default: 36_000_000,
      "Largest message. The default holds 25MB of attachments in base64.")
    headerSize = reader.value(
      "headerSize", .size(16 << 10...16 << 20), default: 256 << 10, "Largest header block of a message.")
    errorsPerConnection = reader.value(
      "errorsPerConnection", .integer(1...10_000), default: 20, "Refused commands before the connection is closed with `421`.")
    commandTimeout = reader.value(
      "commandTimeout", .duration(.seconds(1)...(.seconds(3600))), default: .seconds(300),
      "How long to wait for the next command (RFC 5321 §4.5.3.2.7 asks for five minutes).")
    dataTimeout = reader.value(
      "dataTimeout", .duration(.seconds(1)...(.seconds(3600))), default: .seconds(180),
      "How long to wait for the next bytes of a message.")
    connectionTime = reader.value(
      "connectionTime", .duration(.seconds(10)...(.seconds(86400))), default: .seconds(3600),
      "How long one connection may last in all.")
    bodyMemory = reader.value(
      "bodyMemory", .size(1 << 20...64 << 30), default: 256 << 20,
      "Memory for message bodies in flight, over all connections; past it, reading from clients waits.")
    drainTime = reader.value(
      "drainTime", .duration(.seconds(0)...(.seconds(600))), default: .seconds(30),
      "How long open transactions may finish after the signal to stop.")
  }
}
