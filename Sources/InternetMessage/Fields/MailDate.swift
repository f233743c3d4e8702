public import MailTypes

/// Times as mail writes them (RFC 5322 §3.3).
public enum MailDate {
  /// `Sun, 22 Nov 2026 20:23:49 +0000`; always UTC, to the second.
  public static func text(_ time: UTCTime) -> String {
    let parts = time.parts
    let clock = [parts.hour, parts.minute, parts.second].map { UTCTime.padded($0, 2) }.joined(separator: ":")
    let date = "\(parts.day) \(months[(parts.month - 1) % 12]) \(UTCTime.padded(parts.year, 4))"
    return "\(days[parts.weekday % 7]), \(date) \(clock) +0000"
  }

  private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}
