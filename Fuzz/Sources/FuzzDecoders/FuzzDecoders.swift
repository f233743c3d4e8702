import CFuzzDriver
import InternetMessage

/// Any octets as a body in each transfer encoding, and as the value of each kind of field: no trap; a limit holds, and a limited
/// answer is the start of the whole one.
@main
struct FuzzDecoders {
  static func main() {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    _ = LLVMFuzzerRunDriver(&count, &arguments) { data, size in
      FuzzDecoders.check(Array(UnsafeBufferPointer(start: data, count: size)))
      return 0
    }
  }

  private static let encodings = ["7bit", "base64", "quoted-printable", "x-uuencode", "x-yenc"]

  /// The first octet says which encoding, and where the answer is cut.
  static func check(_ input: [UInt8]) {
    guard let first = input.first else { return }
    let encoding = encodings[Int(first) % encodings.count]
    let message = Message(Array("Content-Transfer-Encoding: \(encoding)\r\n\r\n".utf8) + input.dropFirst())
    if let part = message.parts.first {
      let whole = message.decodedBody(part)
      let limit = Int(first)
      precondition(message.decodedBody(part, limit: limit) == Array(whole.prefix(limit)))
    }
    checkFields(Array(input.dropFirst()))
  }

  private static func checkFields(_ value: [UInt8]) {
    precondition(HeaderAddress.list(value).count <= HeaderAddress.limit)
    precondition(!HeaderText.decoded(value[...]).utf8.contains { $0 < 0x20 })
    _ = ContentField(value[...])
    _ = MessageID.list(value)
    _ = MailDate.time(value)
  }
}
