extension Part.TransferEncoding {
  /// Reads Content-Transfer-Encoding (RFC 2045 §6) and the names that came before it; `nil` where it is none of them.
  init?(label: String) {
    switch label {
    case "", "7bit", "8bit", "binary", "7-bit", "8-bit", "none": self = .identity
    case "base64", "base-64": self = .base64
    case "quoted-printable", "quotedprintable", "qp": self = .quotedPrintable
    case "x-uuencode", "uuencode", "x-uue", "uue": self = .uuencode
    case "x-yenc", "yenc": self = .yEnc
    default: return nil
    }
  }

  /// At most `limit` octets of what is encoded in `bytes`.
  func decode(_ bytes: ArraySlice<UInt8>, limit: Int) -> [UInt8] {
    switch self {
    case .identity: Array(bytes.prefix(max(0, limit)))
    case .base64: Base64.decode(bytes, limit: limit)
    case .quotedPrintable: QuotedPrintable.decode(bytes, limit: limit)
    case .uuencode: UUEncoding.decode(bytes, limit: limit)
    case .yEnc: YEncoding.decode(bytes, limit: limit)
    }
  }
}
