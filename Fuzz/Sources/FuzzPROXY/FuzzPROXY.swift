import CFuzzDriver
import SMTPCore

/// Any octets in front of a connection: no trap, no octet too many taken, and the same answer however they are cut.
@main
struct FuzzPROXY {
  static func main() {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    _ = LLVMFuzzerRunDriver(&count, &arguments) { data, size in
      FuzzPROXY.check(Array(UnsafeBufferPointer(start: data, count: size)))
      return 0
    }
  }

  static func check(_ bytes: [UInt8]) {
    var whole = ProxyHeaderReader()
    var rest = bytes[...]
    let header = try? whole.read(&rest)
    precondition(bytes.count - rest.count <= ProxyHeaderReader.maximumBinaryLength)

    var single = ProxyHeaderReader()
    var taken = 0
    var again: ProxyHeader?
    do {
      while again == nil, taken < bytes.count {
        var one = bytes[taken...taken]
        again = try single.read(&one)
        taken += 1
      }
    } catch {
      again = nil
    }
    precondition(again == header)
  }
}
