/// Finds any of many phrases in one pass (Aho and Corasick, 1975): time is linear in the text, whatever the phrases.
struct PhraseMatcher: Sendable {
  /// Bytes of phrases have a class each. All other letters are one class, which no phrase has; all other signs are blanks.
  private let classes: [UInt8]
  private let classCount: Int
  /// State times `classCount` plus class gives the next state.
  private let next: [UInt16]
  /// The group of the phrase that ends in a state, or −1.
  private let group: [Int16]

  private static let blank = UInt8(ascii: " ")

  /// `groups` holds the phrases of each group, in lower case. They are found as whole words, with any signs between them,
  /// unless `wholeWords` is false. Of phrases that end at one place the longest counts.
  init(_ groups: [[String]], wholeWords: Bool = true) {
    var classes = [UInt8](repeating: 0, count: 256)
    classes[Int(PhraseMatcher.blank)] = 1
    var classCount = 2
    for byte in groups.joined().flatMap({ Array($0.utf8) }) where classes[Int(byte)] == 0 {
      classes[Int(byte)] = UInt8(classCount)
      classCount += 1
    }
    for byte in UInt8.min...0x7F where classes[Int(byte)] == 0 && (wholeWords || byte <= 0x20) && !PhraseMatcher.isWord(byte) {
      classes[Int(byte)] = 1
    }
    var builder = Builder(classCount: classCount)
    for (index, phrases) in groups.enumerated() {
      for phrase in phrases {
        let symbols = (wholeWords ? " \(phrase) " : phrase).utf8.map { Int(classes[Int($0)]) }
        builder.add(symbols, group: Int16(index))
      }
    }
    builder.link()
    self.classes = classes
    self.classCount = classCount
    next = builder.next.map { UInt16($0) }
    group = builder.group
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (byte &- 0x30) < 10 || ((byte | 0x20) &- 0x61) < 26
  }

  /// For each group the end of its first match in `text`, which is in lower case. Blanks and signs, however many, are one
  /// blank to a phrase.
  func firstMatches(in text: [UInt8], groupCount: Int) -> [Int?] {
    var found = [Int?](repeating: nil, count: groupCount)
    // As if a blank stood before the text, and one behind it.
    var state = Int(next[1])
    var wasBlank = true
    func note(_ end: Int) {
      let match = Int(group[state])
      if match >= 0, found[match] == nil { found[match] = end }
    }
    for (index, byte) in text.enumerated() {
      let symbol = Int(classes[Int(byte)])
      if symbol == 1 && wasBlank { continue }
      wasBlank = symbol == 1
      state = Int(next[state * classCount + symbol])
      note(wasBlank ? index : index + 1)
    }
    if !wasBlank {
      state = Int(next[state * classCount + 1])
      note(text.count)
    }
    return found
  }

  /// The tree of phrases, and its links.
  private struct Builder {
    let classCount: Int
    var next: [Int]
    var group: [Int16] = [-1]

    init(classCount: Int) {
      self.classCount = classCount
      next = [Int](repeating: 0, count: classCount)
    }

    mutating func add(_ phrase: [Int], group newGroup: Int16) {
      var state = 0
      for symbol in phrase {
        let slot = state * classCount + symbol
        if next[slot] == 0 {
          next[slot] = group.count
          group.append(-1)
          next.append(contentsOf: repeatElement(0, count: classCount))
        }
        state = next[slot]
      }
      if group[state] < 0 { group[state] = newGroup }
    }

    /// Makes every state know where each symbol leads, breadth first.
    mutating func link() {
      var fallback = [Int](repeating: 0, count: group.count)
      var queue = (0..<classCount).map { next[$0] }.filter { $0 != 0 }
      var head = 0
      while head < queue.count {
        let state = queue[head]
        head += 1
        if group[state] < 0 { group[state] = group[fallback[state]] }
        for symbol in 0..<classCount {
          let slot = state * classCount + symbol
          let inherited = next[fallback[state] * classCount + symbol]
          if next[slot] == 0 {
            next[slot] = inherited
          } else {
            fallback[next[slot]] = inherited
            queue.append(next[slot])
          }
        }
      }
    }
  }
}
