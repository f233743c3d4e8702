/// `class.subject.detail` of RFC 3463 §2: class 2, 4 or 5; subject and detail 0…999.
public struct EnhancedStatusCode: Hashable, Sendable {
  public let statusClass: Int
  public let subject: Int
  public let detail: Int

  public init(_ statusClass: Int, _ subject: Int, _ detail: Int) {
    self.statusClass = statusClass
    self.subject = subject
    self.detail = detail
  }

  /// Reads `5.7.1`; `nil` for anything else.
  public init?(_ text: some StringProtocol) {
    var numbers = [0, 0, 0]
    var (index, digits) = (0, 0)
    for octet in text.utf8 {
      switch octet {
      case UInt8(ascii: "0")...UInt8(ascii: "9") where digits < 3:
        numbers[index] = numbers[index] * 10 + Int(octet - UInt8(ascii: "0"))
        digits += 1
      case UInt8(ascii: ".") where digits > 0 && index < 2:
        (index, digits) = (index + 1, 0)
      default: return nil
      }
    }
    guard index == 2, digits > 0, [2, 4, 5].contains(numbers[0]) else { return nil }
    self.init(numbers[0], numbers[1], numbers[2])
  }
}

extension EnhancedStatusCode: CustomStringConvertible {
  public var description: String { "\(statusClass).\(subject).\(detail)" }
}
