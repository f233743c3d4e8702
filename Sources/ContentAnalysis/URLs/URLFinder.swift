/// Finds the links in text.
public struct URLFinder {
  /// Links found in `text` (UTF-8), with and without a scheme, in order, at most `limit`.
  public static func links(in text: [UInt8], origin: Link.Origin = .text, limit: Int = 1000) -> [Link] {
    []
  }

  /// Links in a `text/calendar` part (RFC 5545), which is unfolded first.
  public static func links(inCalendar text: [UInt8], limit: Int = 1000) -> [Link] {
    []
  }
}
