public import InternetMessage
public import MailTypes

/// Whom a message says to come from last (RFC 4407 §2): what Sender ID checks in place of the reverse-path.
public enum PurportedResponsibleAddress {
  /// The address; `nil` where the header is malformed in the sense of the standard, or has none.
  public static func select(_ header: HeaderBlock) -> EmailAddress? {
    guard let field = field(header) else { return nil }
    // RFC 4407 §2, step 5 and 6: one address, and a well-formed one.
    let addresses = HeaderAddress.list(header.unfoldedValue(of: field))
    guard addresses.count == 1 else { return nil }
    return addresses.first?.mailbox
  }

  /// RFC 4407 §2, steps 1 to 4.
  private static func field(_ header: HeaderBlock) -> HeaderField? {
    if let sender = header.firstFilled("Resent-Sender"), !isFromOlderHop(sender, header) { return sender }
    if let from = header.firstFilled("Resent-From") { return from }
    for name in ["Sender", "From"] {
      let fields = header.all(name).filter { header.isFilled($0) }
      // More than one Sender, or more than one From, is malformed.
      guard fields.count <= 1 else { return nil }
      if let field = fields.first { return field }
    }
    return nil
  }

  /// Step 1: a Resent-From above the first Resent-Sender, with trace fields between the two, was added by a later hop.
  private static func isFromOlderHop(_ sender: HeaderField, _ header: HeaderBlock) -> Bool {
    guard let from = header.firstFilled("Resent-From"), from.whole.lowerBound < sender.whole.lowerBound else { return false }
    return ["Received", "Return-Path"].contains { name in
      header.all(name).contains { (from.whole.upperBound..<sender.whole.lowerBound).contains($0.whole.lowerBound) }
    }
  }
}

extension HeaderBlock {
  fileprivate func firstFilled(_ name: String) -> HeaderField? { all(name).first { isFilled($0) } }

  fileprivate func isFilled(_ field: HeaderField) -> Bool {
    rawValue(of: field).contains { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D && $0 != 0x0A }
  }
}
