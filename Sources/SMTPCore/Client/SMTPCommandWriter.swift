import MailTypes

/// Writes the commands of a transaction with the parameters a server's capabilities allow.
/// No value written here can hold a CR or LF: addresses have no control characters, everything else is xtext.
struct SMTPCommandWriter: Sendable {
  let capabilities: SMTPCapabilities
  let transaction: SMTPTransaction

  private var envelope: Envelope { transaction.envelope }

  /// `MAIL FROM:<…> SIZE=… BODY=… SMTPUTF8 RET=… ENVID=…`
  func mail() -> [UInt8] {
    var line = "MAIL FROM:<\(envelope.reversePath)>"
    if case .message(let size, _) = transaction.purpose {
      if capabilities.contains(.size) { line += " SIZE=\(size)" }
      // RFC 6152 §2. Where it is not offered the octets go as they are: re-encoding would break signatures, and no server
      // met today clears the eighth bit.
      if capabilities.contains(.eightBitMIME), envelope.is8BitMIME { line += " BODY=8BITMIME" }
    }
    if usesSMTPUTF8 { line += " SMTPUTF8" }
    if capabilities.contains(.dsn) { line += notificationParameters() }
    return Self.bytes(line)
  }

  /// `RCPT TO:<…> NOTIFY=… ORCPT=…`
  func recipient(_ recipient: Envelope.Recipient) -> [UInt8] {
    var line = "RCPT TO:<\(recipient.address)>"
    if capabilities.contains(.dsn) {
      if let notify = recipient.notify { line += " NOTIFY=" + Self.text(of: notify) }
      if let original = recipient.originalRecipient, let value = originalRecipientValue(original) { line += " ORCPT=" + value }
    }
    return Self.bytes(line)
  }

  static func bytes(_ line: String) -> [UInt8] { Array(line.utf8) + [UInt8(ascii: "\r"), UInt8(ascii: "\n")] }

  /// RFC 6531 §3.4: said where offered and the message came with it, or an address needs it.
  private var usesSMTPUTF8: Bool {
    guard capabilities.contains(.smtpUTF8) else { return false }
    return envelope.isSMTPUTF8 || envelope.reversePath.mailbox?.needsSMTPUTF8 == true
      || envelope.recipients.contains { $0.address.needsSMTPUTF8 }
  }

  private func notificationParameters() -> String {
    var text = ""
    switch envelope.notificationReturn {
    case .full: text += " RET=FULL"
    case .headers: text += " RET=HDRS"
    case nil: break
    }
    if let id = envelope.envelopeID, let value = Self.xtext(id) { text += " ENVID=" + value }
    return text
  }

  private static func text(of notify: Envelope.Notify) -> String {
    guard !notify.isEmpty else { return "NEVER" }
    let names: [(Envelope.Notify, String)] = [(.success, "SUCCESS"), (.failure, "FAILURE"), (.delay, "DELAY")]
    return names.filter { notify.contains($0.0) }.map(\.1).joined(separator: ",")
  }

  /// `addr-type;xtext` (RFC 3461 §4.2), or the forms of RFC 6533 §3 for `utf-8`; `nil` where the address cannot be written.
  private func originalRecipientValue(_ original: String) -> String? {
    guard let semicolon = original.firstIndex(of: ";") else { return nil }
    let type = original[..<semicolon]
    let address = original[original.index(after: semicolon)...]
    guard !type.isEmpty, !address.isEmpty, type.utf8.allSatisfy({ Self.isPlain($0) }) else { return nil }
    let value = type.lowercased() == "utf-8" ? Self.utf8AddressXtext(address) : Self.xtext(address)
    return value.map { type + ";" + $0 }
  }

  /// RFC 3461 §4: printable ASCII but `+` and `=`, the rest as `+HH`. `nil` where the text is not ASCII.
  private static func xtext(_ text: some StringProtocol) -> String? {
    var result = ""
    for byte in text.utf8 {
      guard byte < 0x80 else { return nil }
      if isPlain(byte) {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        result += "+" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return result
  }

  /// RFC 6533 §3 `utf-8-addr-xtext`: ASCII only, so that it may go to any server that has DSN.
  private static func utf8AddressXtext(_ text: some StringProtocol) -> String? {
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar.value < 0x80, isPlain(UInt8(scalar.value)), scalar != "\\" {
        result.unicodeScalars.append(scalar)
      } else {
        result += "\\x{" + String(scalar.value, radix: 16, uppercase: true) + "}"
      }
    }
    return result
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "+") && byte != UInt8(ascii: "=")
  }
}
