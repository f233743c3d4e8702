import CFuzzDriver
import MailTransport

/// Any octets as the answer of clamd: no trap, and `clean` for nothing but the one text that says so.
@main
struct FuzzClamdReply {
  static func main() {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    _ = LLVMFuzzerRunDriver(&count, &arguments) { data, size in
      FuzzClamdReply.check(Array(UnsafeBufferPointer(start: data, count: size)))
      return 0
    }
  }

  static func check(_ input: [UInt8]) {
    let reply = ClamdReply(input)
    if reply == .clean { precondition(input.elementsEqual("stream: OK".utf8)) }
    if case .found(let name) = reply { precondition(!name.isEmpty) }
  }
}
