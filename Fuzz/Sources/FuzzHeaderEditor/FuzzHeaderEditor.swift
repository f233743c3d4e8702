import CFuzzDriver
import InternetMessage

/// Any octets as a message, and as stored edits: no trap; what is not named stays as it is; the firewall leaves nothing to
/// rename; reports and bodies are read to the end.
@main
struct FuzzHeaderEditor {
  static func main() {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    _ = LLVMFuzzerRunDriver(&count, &arguments) { data, size in
      FuzzHeaderEditor.check(Array(UnsafeBufferPointer(start: data, count: size)))
      return 0
    }
  }

  /// The first octet says how much of the input is stored edits, in sixteens; the rest is the message.
  static func check(_ input: [UInt8]) {
    guard let first = input.first else { return }
    let split = min(1 + Int(first) * 16, input.count)
    let message = Array(input[split...])
    if let edits = try? HeaderEdits(encoded: Array(input[1..<split])) { checkEdits(edits, message) }
    checkPrepending(message)
    checkFirewall(message)
    checkReading(message)
  }

  private static func checkEdits(_ edits: HeaderEdits, _ message: [UInt8]) {
    let result = edits.apply(to: message)
    precondition((0...message.count).contains(result.rest))
    let again = try? HeaderEdits(encoded: edits.encoded())
    precondition(again == edits)
  }

  /// Prepending changes nothing below, but for the empty line where it was missing.
  private static func checkPrepending(_ message: [UInt8]) {
    var edits = HeaderEdits()
    edits.prepend("A: " + String(decoding: message.prefix(64), as: UTF8.self))
    let result = edits.apply(to: message)
    let output = result.header + message[result.rest...]
    let before = HeaderBlock(message)
    let after = HeaderBlock(output)
    precondition(Array(output.suffix(message.count - before.bodyStart)) == Array(message[before.bodyStart...]))
    guard !before.defects.contains(.envelopeLine), !before.defects.contains(.tooManyFields) else { return }
    precondition(after.fields.count == min(before.fields.count + 1, HeaderBlock.fieldLimit))
    precondition(!after.defects.contains(.missingSeparator))
  }

  private static func checkFirewall(_ message: [UInt8]) {
    let edits = HeaderFirewall.edits(for: message, authservIDs: ["mx.example.org"])
    let result = edits.apply(to: message)
    let output = result.header + message[result.rest...]
    precondition(HeaderFirewall.edits(for: output, authservIDs: ["mx.example.org"]).isEmpty)
  }

  private static func checkReading(_ message: [UInt8]) {
    let header = HeaderBlock(message)
    for field in header.fields {
      _ = HeaderAddress.list(header.unfoldedValue(of: field))
      _ = header.text(header.name(of: field))
    }
  }
}
