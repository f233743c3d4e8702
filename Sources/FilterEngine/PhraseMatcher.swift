/// Finds any of many phrases in one pass (Aho and Corasick, 1975): time is linear in the text, whatever the phrases.
struct PhraseMatcher: Sendable {
  /// Phrases hold lower-case letters, digits and a few signs; everything else is one class, which no phrase has.
  private let classes: [UInt8]
  private let classCount: Int
  /// State times `classCount` plus class gives the next state.
  private let next: [UInt16]
  /// The group of the phrase that ends in a state, or −1.
  private let group: [Int16]

  /// `groups` holds the phrases of each group, in lower case. Of phrases that end at one place the longest counts.
  init(_ groups: [[String]]) {
    var classes = [UInt8](repeating: 0, count: 256)
    var classCount = 1
    for byte in groups.joined().flatMap({ Array($0.utf8) }) where classes[Int(byte)] == 0 {
      classes[Int(byte)] = UInt8(classCount)
      classCount += 1
    }
    var builder = Builder(classCount: classCount)
    for (index, phrases) in groups.enumerated() {
      for phrase in phrases { builder.add(phrase.utf8.map { Int(classes[Int($0)]) }, group: Int16(index)) }
    }
    builder.link()
    self.classes = classes
    self.classCount = classCount
    next = builder.next.map { UInt16($0) }
    group = builder.group
  }

  /// For each group the end of its first match in `text`, which is in lower case. White space of any length and kind is one
  /// space to a phrase.
  func firstMatches(in text: [UInt8], groupCount: Int) -> [Int?] {
    var found = [Int?](repeating: nil, count: groupCount)
    var state = 0
    var wasBlank = false
    for (index, byte) in text.enumerated() {
      let isBlank = byte == 0x20 || (0x09...0x0D).contains(byte)
      if isBlank && wasBlank { continue }
      wasBlank = isBlank
      state = Int(next[state * classCount + Int(classes[Int(isBlank ? 0x20 : byte)])])
      let match = Int(group[state])
      if match >= 0, found[match] == nil { found[match] = index + 1 }
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
