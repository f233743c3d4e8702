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
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3,
      parts.allSatisfy({ (1...3).contains($0.utf8.count) && $0.utf8.allSatisfy { (48...57).contains($0) } }),
      let statusClass = Int(parts[0]), let subject = Int(parts[1]), let detail = Int(parts[2]),
      [2, 4, 5].contains(statusClass)
    else { return nil }
    self.init(statusClass, subject, detail)
  }
}

extension EnhancedStatusCode: CustomStringConvertible {
  public var description: String { "\(statusClass).\(subject).\(detail)" }
}
