/// Rewrites a text as a person reads it, word by word.
struct TextFolder {
  private let text: [UInt8]
  private var index: Int
  private(set) var output: [UInt8]
  private(set) var counts = TextFolding()
  /// The word being written.
  private var word = Word()

  /// Look-alikes of the word that wait for its end: whether they pose is told by the others in it.
  private struct Word {
    var hasASCII = false
    var hasOtherScript = false
    /// Where in `output` one begins, how many octets it has, and what it looks like.
    var lookAlikes: [(start: Int, length: Int, letter: UInt8)] = []
    /// Characters without width since the last letter.
    var pendingZeroWidth = 0
    var length = 0
  }

  /// - Parameter first: what stands before it is ASCII and stays.
  init(_ text: [UInt8], from first: Int) {
    self.text = text
    // The word that the first other character stands in begins before it.
    var start = first
    while start > 0, text[start - 1].isASCIIAlphanumeric { start -= 1 }
    index = start
    output = Array(text[..<start])
    output.reserveCapacity(text.count)
  }

  mutating func run() {
    while index < text.count {
      let byte = text[index]
      if byte < 0x80 {
        ascii(byte)
        index += 1
      } else {
        other()
      }
    }
    endWord()
  }

  private mutating func ascii(_ byte: UInt8) {
    guard byte.isASCIIAlphanumeric else {
      endWord()
      return output.append(byte)
    }
    if byte.isASCIILetter { word.hasASCII = true }
    letter()
    output.append(byte)
  }

  private mutating func other() {
    let (codePoint, length) = CodePoint.decode(text, at: index)
    defer { index += length }
    switch CharacterKind(codePoint) {
    case .bidi: counts.bidi += 1
    case .zeroWidth: zeroWidth(length)
    case .invisible: if word.length > 0 { word.pendingZeroWidth += 1 } else { counts.padding += 1 }
    case .space:
      endWord()
      if output.last != 0x20, output.last != 0x0A, !output.isEmpty { output.append(0x20) }
    case .other: character(codePoint, length)
    }
  }

  /// Joiners have work to do in the scripts of India and Arabia, and in pictures.
  private mutating func zeroWidth(_ length: Int) {
    if word.hasOtherScript {
      output.append(contentsOf: text[index..<(index + length)])
    } else if word.length > 0 {
      word.pendingZeroWidth += 1
    } else {
      counts.padding += 1
    }
  }

  private mutating func character(_ codePoint: UInt32, _ length: Int) {
    guard let lookAlike = LookAlikes.standard.ascii(codePoint) else {
      // Accents and Latin letters of other languages go with Latin.
      if codePoint >= 0x0370 { word.hasOtherScript = true } else { letter() }
      output.append(contentsOf: text[index..<(index + length)])
      return
    }
    letter()
    if lookAlike.kind == .styled {
      counts.styled += 1
      output.append(lookAlike.letter)
    } else {
      word.lookAlikes.append((output.count, length, lookAlike.letter))
      output.append(contentsOf: text[index..<(index + length)])
    }
  }

  /// A letter: what had no width before it stood inside a word.
  private mutating func letter() {
    word.length += 1
    counts.zeroWidth += word.pendingZeroWidth
    word.pendingZeroWidth = 0
  }

  private mutating func endWord() {
    counts.padding += word.pendingZeroWidth
    if !word.lookAlikes.isEmpty, word.hasASCII, !word.hasOtherScript { replaceLookAlikes() }
    word = Word()
  }

  private mutating func replaceLookAlikes() {
    counts.confusable += word.lookAlikes.count
    guard let first = word.lookAlikes.first else { return }
    let tail = Array(output[first.start...])
    output.removeSubrange(first.start...)
    var copied = 0
    for lookAlike in word.lookAlikes {
      let start = lookAlike.start - first.start
      output.append(contentsOf: tail[copied..<start])
      output.append(lookAlike.letter)
      copied = start + lookAlike.length
    }
    output.append(contentsOf: tail[copied...])
  }
}
