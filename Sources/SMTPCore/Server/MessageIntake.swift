import MailTypes

/// The content of one message as it comes in, held against the limits. Once refused, the rest is swallowed unseen, and the
/// refusal is sent where the message ends: nothing else could be read by the client, or end the message elsewhere.
struct MessageIntake {
  private var scanner = MessageScanner()
  private(set) var refusal: Refusal?

  mutating func scan(_ content: UnsafeBufferPointer<UInt8>, limits: SMTPServerLimits) {
    guard refusal == nil else { return }
    scanner.scan(content)
    check(limits)
  }

  /// Refuses where `octets` more would not fit.
  mutating func announce(octets: Int, limits: SMTPServerLimits) {
    if octets > limits.messageSize - scanner.size { refuse(MessageIntake.tooLarge(octets, limits)) }
  }

  mutating func refuse(_ refusal: Refusal) {
    if self.refusal == nil { self.refusal = refusal }
  }

  mutating func finish(limits: SMTPServerLimits) {
    guard refusal == nil else { return }
    scanner.finish()
    check(limits)
  }

  /// Refuses for what the octets showed first, so that the answer does not depend on how they were cut.
  private mutating func check(_ limits: SMTPServerLimits) {
    let sizeExceeded = scanner.size > limits.messageSize ? limits.messageSize + 1 : .max
    let headerExceeded = scanner.headerSize > limits.headerSize ? limits.headerSize + 1 : .max
    if let bareLineEnd = scanner.bareLineEnd, bareLineEnd <= min(sizeExceeded, headerExceeded) {
      refuse(MessageIntake.bareLineEnd)
    } else if sizeExceeded < .max, sizeExceeded <= headerExceeded {
      refuse(MessageIntake.tooLarge(scanner.size, limits))
    } else if headerExceeded < .max {
      refuse(
        Refusal(552, EnhancedStatusCode(5, 3, 4), "Message header too large: the limit is \(limits.headerSize) octets"))
    }
  }

  /// RFC 5321 §2.3.8 lets CR and LF stand only together. Letting one through would leave it to the next hop where the
  /// message ends; changing it would break signatures.
  private static let bareLineEnd = Refusal(
    550, EnhancedStatusCode(5, 6, 11), "Bare CR or LF in the message: lines end in CRLF (RFC 5321 2.3.8)")

  /// Also for a SIZE declared with MAIL (RFC 1870 §6.1).
  static func tooLarge(_ octets: Int, _ limits: SMTPServerLimits) -> Refusal {
    Refusal(
      552, EnhancedStatusCode(5, 3, 4), "Message too large: the limit is \(limits.messageSize) octets",
      cause: "message of \(octets) octets or more, limit \(limits.messageSize)")
  }
}
