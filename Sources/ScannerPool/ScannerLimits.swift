/// What one scanner may cost the gateway, and a message a scanner.
public struct ScannerLimits: Hashable, Sendable {
  /// Time one message may take in a scanner before that scanner is killed, DNS included.
  public var messageTime: Duration
  /// How long a message waits while no scanner that may take it is connected.
  public var availabilityTime: Duration
  /// Messages at once in one scanner. More than one, because scans wait for DNS most of their time.
  public var messagesPerScanner: Int
  /// Sum of the sizes of the messages at once in one scanner, octets; a larger message is scanned by itself.
  public var bytesPerScanner: Int
  /// DNS questions one scanner may have open at once; more are answered with a failure.
  public var questionsPerScanner: Int

  public init(
    messageTime: Duration = .seconds(30), availabilityTime: Duration = .seconds(30), messagesPerScanner: Int = 8,
    bytesPerScanner: Int = 64 << 20, questionsPerScanner: Int = 512
  ) {
    self.messageTime = messageTime
    self.availabilityTime = availabilityTime
    self.messagesPerScanner = messagesPerScanner
    self.bytesPerScanner = bytesPerScanner
    self.questionsPerScanner = questionsPerScanner
  }
}
