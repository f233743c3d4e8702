import CHyperscan
import FilterPolicy
import Synchronization

/// Finds any of many words and phrases at once (Hyperscan or Vectorscan).
final class SensitiveWordMatcher: Sendable {
  private let words: [String]
  /// A search needs memory of its own, which is made with the texts.
  private let literals: Mutex<OpaquePointer?>

  /// Where the library cannot be used, on a processor that it does not know, nothing is found.
  init(_ words: [String]) {
    let searched = words.map { (word: $0, literal: WordText.padded(WordText.folded(Array($0.utf8)))) }
      .filter { $0.literal.count > 2 }
    self.words = searched.map(\.word)
    literals = Mutex(SensitiveWordMatcher.compile(searched.map(\.literal)))
  }

  deinit {
    literals.withLock { if let literals = $0 { martlet_literals_free(literals) } }
  }

  /// Those in a text that `WordText` has folded; at most `MessageTrait.wordLimit`.
  func words(in folded: [UInt8]) -> [String] {
    let text = WordText.padded(folded)
    var found = [CUnsignedInt](repeating: 0, count: MessageTrait.wordLimit)
    let count = literals.withLock { literals -> CInt in
      guard let literals else { return 0 }
      return text.withUnsafeBytes { text in
        martlet_literals_find(
          literals, text.bindMemory(to: CChar.self).baseAddress, text.count, &found, CUnsignedInt(found.count))
      }
    }
    return found.prefix(max(0, Int(count))).map { words[Int($0)] }
  }

  private static func compile(_ texts: [[UInt8]]) -> OpaquePointer? {
    guard !texts.isEmpty else { return nil }
    // All in one block of memory, which does not move while it is read.
    let joined = Array(texts.joined())
    return joined.withUnsafeBytes { bytes -> OpaquePointer? in
      let start = bytes.bindMemory(to: CChar.self).baseAddress
      var offset = 0
      let pointers = texts.map { text -> UnsafePointer<CChar>? in
        defer { offset += text.count }
        return start.map { $0 + offset }
      }
      var cause: UnsafePointer<CChar>?
      return martlet_literals_compile(pointers, texts.map(\.count), CUnsignedInt(texts.count), &cause)
    }
  }
}
