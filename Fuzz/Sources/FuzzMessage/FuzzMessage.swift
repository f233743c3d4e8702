import CFuzzDriver
import InternetMessage

/// Any octets as a message: no trap; the parts make a tree within the limits, every body lies in its source, every text is
/// valid UTF-8 within what was asked for; reports are read to the end.
@main
struct FuzzMessage {
  static func main() {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    _ = LLVMFuzzerRunDriver(&count, &arguments) { data, size in
      FuzzMessage.check(Array(UnsafeBufferPointer(start: data, count: size)))
      return 0
    }
  }

  static func check(_ input: [UInt8]) {
    let message = Message(input)
    precondition((1...Message.partLimit).contains(message.parts.count))
    for (index, part) in message.parts.enumerated() {
      precondition(part.depth <= Message.depthLimit + 1)
      precondition(part.children.allSatisfy { $0 > index && message.parts[$0].parent == index })
      precondition(message.encodedBody(part).count == part.body.count)
      let text = message.text(part, limit: 100)
      precondition(text.count <= 100 && String(validating: text, as: UTF8.self) != nil)
      precondition(message.decodedBody(part, limit: 100).count <= 100)
      for field in part.header.fields { _ = part.header.unfoldedValue(of: field) }
    }
    precondition(message.defects.allSatisfy { message.parts.indices.contains($0.part) })
    for client in message.header.receivedClients() { precondition((client?.helo.utf8.count ?? 0) <= 3 * 1024) }
    _ = DeliveryStatusReport(message)
    _ = FeedbackReport(message)
    _ = DispositionNotification(message)
  }
}
