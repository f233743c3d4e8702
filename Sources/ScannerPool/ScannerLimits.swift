/// What one scanner may cost the gateway, and a message a scanner.
public struct ScannerLimits: Hashable, Sendable {
  /// Time one message may take in a scanner before that scanner is killed, DNS included.
  public var messageTime: Duration
  /// How long a message waits while no scanner that may take it is connected.
  public var availabilityTime: Duration
  /// Messages at once in one scanner. Scans wait for DNS most of their time, up to 20 s where a sender's servers are silent: those
  /// must not take the places of all others. Each message costs its size, which is bounded by itself.
  public var messagesPerScanner: Int
  /// Sum of the sizes of the messages at once in one scanner, octets; a larger message is scanned by itself.
  public var bytesPerScanner: Int
  /// DNS questions one scanner may have open at once; more are answered with a failure.
  public var questionsPerScanner: Int

  public init(
    messageTime: Duration = .seconds(30), availabilityTime: Duration = .seconds(30), messagesPerScanner: Int = 128,
    bytesPerScanner: Int = 64 << 20, questionsPerScanner: Int = 4096
  ) {
    self.messageTime = messageTime
    self.availabilityTime = availabilityTime
    self.messagesPerScanner = messagesPerScanner
    self.bytesPerScanner = bytesPerScanner
    self.questionsPerScanner = questionsPerScanner
  }
}
