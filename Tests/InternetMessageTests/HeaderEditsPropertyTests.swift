import Testing

@testable import InternetMessage

/// Random edits on random messages, against a slow model of what they mean.
@Suite("Header edits, by their properties")
struct HeaderEditsPropertyTests {
  @Test("Every field that is not named, and every byte of the rest, stays as it was", arguments: 0..<40)
  func untouched(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<50 {
      let message = RandomMessage.bytes(using: &random)
      let edits = RandomMessage.edits(using: &random)
      let result = edits.apply(to: message)
      #expect(result.header + message[result.rest...] == model(edits, message))
    }
  }

  @Test("Applying to the header block alone, or to any more of the message, is the same", arguments: 0..<20)
  func anyLeadingPart(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let message = RandomMessage.bytes(using: &random)
    let edits = RandomMessage.edits(using: &random)
    let whole = edits.apply(to: message)
    let bodyStart = HeaderBlock(message).bodyStart
    // The line that ends the header has to be there to be recognised.
    let lineEnd = message[min(bodyStart, message.count)...].firstIndex(of: 0x0A).map { $0 + 1 } ?? message.count
    for length in lineEnd...max(lineEnd, message.count) {
      #expect(edits.apply(to: Array(message[..<length])) == whole)
    }
  }

  @Test("Random edits survive the store", arguments: 0..<20)
  func encoding(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let edits = RandomMessage.edits(using: &random)
    #expect(try HeaderEdits(encoded: edits.encoded()) == edits)
  }

  @Test("Damaged bytes of the store never trap", arguments: 0..<40)
  func damaged(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<50 {
      var bytes = RandomMessage.edits(using: &random).encoded()
      for _ in 0..<3 where !bytes.isEmpty {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = .random(in: 0...255, using: &random)
      }
      if let edits = try? HeaderEdits(encoded: bytes) { #expect(edits.apply(to: Array("A: b\r\n\r\n".utf8)).rest <= 8) }
    }
  }

  /// The fields one by one, each kept, changed or dropped as the edits say.
  private func model(_ edits: HeaderEdits, _ message: [UInt8]) -> [UInt8] {
    guard !edits.isEmpty else { return message }
    let block = HeaderBlock(message)
    var output = Array(edits.prepended.joined())
    let lineFeed = message.firstIndex(of: 0x0A) ?? -1
    let headerStart = block.defects.contains(.envelopeLine) ? lineFeed + 1 : 0
    if headerStart > 0 {
      output += Array("X-Mailbox-Line: ".utf8) + message[..<headerStart]
    }
    var counts: [String: Int] = [:]
    for field in block.fields {
      let name = block.name(of: field).lowercased()
      let change = edits.changes[name]?[counts[name, default: 0]]
      counts[name, default: 0] += 1
      switch change {
      case nil: output += message[field.whole]
      case .remove: break
      case .rename(let new): output += Array(new.utf8) + message[field.name.upperBound..<field.whole.upperBound]
      case .replace(let text): output += text
      case .insert(let text):
        let isSeparated = message[field.value].first.map { $0 == 0x20 || $0 == 0x09 } ?? true
        output += message[field.name] + Array(": ".utf8) + text + (isSeparated ? [] : [0x20])
        output += message[field.value.lowerBound..<field.whole.upperBound]
      }
    }
    if block.defects.contains(.missingSeparator) { output += [0x0D, 0x0A] }
    let headerEnd = block.fields.last?.whole.upperBound ?? headerStart
    return output + message[headerEnd...]
  }
}
