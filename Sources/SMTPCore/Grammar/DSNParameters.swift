import MailTypes

/// The values of NOTIFY, ORCPT, RET and ENVID (RFC 3461 §4). Each reader gives `nil` for what the grammar does not allow.
enum DSNParameters {
  /// Characters of ENVID (RFC 3461 §4.4) and of ORCPT (RFC 3461 §4.2) as sent.
  static let maximumEnvelopeID = 100
  static let maximumOriginalRecipient = 500

  /// RFC 3461 §4.1: `NEVER` alone, or a list of the others.
  static func notify(_ value: ArraySlice<UInt8>) -> Envelope.Notify? {
    if value.keyword == "NEVER" { return .never }
    var result: Envelope.Notify = []
    for word in value.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
      switch word.keyword {
      case "SUCCESS": result.insert(.success)
      case "FAILURE": result.insert(.failure)
      case "DELAY": result.insert(.delay)
      default: return nil
      }
    }
    return result
  }

  /// RFC 3461 §4.2: `addr-type ";" xtext`, decoded. The decoded text is printable, for it is written into reports.
  /// RFC 6533 §3 adds the type `utf-8`, whose text may hold UTF-8.
  static func originalRecipient(_ value: ArraySlice<UInt8>) -> String? {
    guard value.count <= maximumOriginalRecipient, let mark = value.firstIndex(of: UInt8(ascii: ";")) else { return nil }
    let type = value[..<mark]
    let encoded = value[(mark + 1)...]
    guard !type.isEmpty, type.allSatisfy(isAtomText), !encoded.isEmpty else { return nil }
    let isUTF8 = type.keyword == "UTF-8"
    let decoded = isUTF8 && encoded.contains { $0 >= 0x80 } ? Array(encoded) : XText.decode(encoded)
    guard let decoded, isUTF8 || decoded.allSatisfy({ $0 < 0x80 }), let text = decoded[...].plainText else { return nil }
    return String(decoding: type, as: UTF8.self) + ";" + text
  }

  /// RFC 3461 §4.3.
  static func notificationReturn(_ value: ArraySlice<UInt8>) -> Envelope.NotificationReturn? {
    switch value.keyword {
    case "FULL": .full
    case "HDRS": .headers
    default: nil
    }
  }

  /// RFC 3461 §4.4: xtext of printable ASCII, decoded.
  static func envelopeID(_ value: ArraySlice<UInt8>) -> String? {
    guard (1...maximumEnvelopeID).contains(value.count), let decoded = XText.decode(value),
      decoded.allSatisfy({ $0 < 0x80 })
    else { return nil }
    return decoded[...].plainText
  }

  private static func isAtomText(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
