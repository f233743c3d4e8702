/// What clients may use up. Sizes are in octets.
public struct LimitSettings: Hashable, Sendable {
  public var connections: Int
  /// Per IPv4 address or IPv6 /64.
  public var connectionsPerClient: Int
  public var recipientsPerMessage: Int
  public var messageSize: Int
  public var headerSize: Int
  public var errorsPerConnection: Int
  public var refusedRecipients: Int
  public var commandsWithoutMail: Int
  public var bannerDelay: Duration
  public var idleTimeout: Duration
  public var dataTimeout: Duration
  public var sessionTimeout: Duration
  public var bodyMemory: Int
  public var drainTime: Duration
}

extension LimitSettings: ConfigurationSection {
  init(reading reader: inout SettingsReader) {
    connections = reader.value(
      "connections", .integer(1...100_000), default: 4000,
      "Connections at a time, over all listeners; further ones are answered `421`.")
    connectionsPerClient = reader.value(
      "connectionsPerClient", .integer(1...100_000), default: 50,
      "Connections at a time from one client: an IPv4 address or an IPv6 /64.")
    recipientsPerMessage = reader.value(
      "recipientsPerMessage", .integer(100...100_000), default: 1000,
      "Recipients of one message; further ones are answered `452`, and the client sends again for them (RFC 5321 §4.5.3.1.8 asks for at least 100)."
    )
    messageSize = reader.value(
      "messageSize", .size(64 << 10...2 << 30), default: 35 << 20,
      "Largest message. The default holds 25 MiB of attachments in base64.")
    headerSize = reader.value(
      "headerSize", .size(16 << 10...16 << 20), default: 256 << 10, "Largest header block of a message.")
    errorsPerConnection = reader.value(
      "errorsPerConnection", .integer(1...10_000), default: 20,
      "Commands not understood or out of order, and failed sign-ins, before the connection is closed with `421`.")
    refusedRecipients = reader.value(
      "refusedRecipients", .integer(1...100_000), default: 100,
      "Recipients refused for good on one connection before it is closed with `421`: a list has some, a harvester many.")
    commandsWithoutMail = reader.value(
      "commandsWithoutMail", .integer(10...100_000), default: 100,
      "Commands that lead to no message before the connection is closed with `421`.")
    bannerDelay = reader.value(
      "bannerDelay", .duration(.zero...(.seconds(30))), default: .zero,
      "How long the greeting waits, to find clients that talk before it.")
    idleTimeout = reader.value(
      "idleTimeout", .duration(.seconds(1)...(.seconds(3600))), default: .seconds(300),
      "How long to wait for the next command (RFC 5321 §4.5.3.2.7 asks for five minutes).")
    dataTimeout = reader.value(
      "dataTimeout", .duration(.seconds(1)...(.seconds(86400))), default: .seconds(1800),
      "How long one message may take to arrive.")
    sessionTimeout = reader.value(
      "sessionTimeout", .duration(.seconds(10)...(.seconds(86400))), default: .seconds(7200),
      "How long one connection may last in all.")
    drainTime = reader.value(
      "drainTime", .duration(.zero...(.seconds(600))), default: .seconds(30),
      "How long open transactions may go on after the signal to stop.")
    bodyMemory = reader.value(
      "bodyMemory", .size(1 << 20...64 << 30), default: 256 << 20,
      "Memory for message bodies in flight, over all connections; past it, reading from clients waits.")
  }
}
