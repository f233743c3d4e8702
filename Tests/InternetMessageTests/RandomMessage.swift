@testable import InternetMessage

/// Messages in the alphabet that headers are made of, so that random ones come near the odd cases.
enum RandomMessage {
  private static let pieces = [
    "A", "b", "X-Y", ":", ": ", " :", " ", "\t", "\r\n", "\n", "\r", "\r\n ", "\r\n\t", "\r\n\r\n", "\n\n", "value", "\"", "\\",
    "(", ")", ";",
    "\u{e9}", "\0", "From ", "A: 1\r\n", "B: 2\n", "X-Y : 3\r\n", "Authentication-Results: a; spf=pass\r\n", "=?utf-8?q?=41?=",
    "--", "<", ">",
  ]

  static func bytes(using random: inout SeededGenerator) -> [UInt8] {
    let start = Bool.random(using: &random) ? "A: 1\r\nB: 2\r\na: 3\r\n" : ""
    let count = Int.random(in: 0..<20, using: &random)
    return Array(start.utf8) + (0..<count).flatMap { _ in Array((pieces.randomElement(using: &random) ?? "").utf8) }
  }

  static func edits(using random: inout SeededGenerator) -> HeaderEdits {
    var edits = HeaderEdits()
    for _ in 0..<Int.random(in: 0...4, using: &random) {
      let name = ["A", "a", "B", "X-Y", "none"].randomElement(using: &random) ?? "A"
      let occurrence = Int.random(in: 0...2, using: &random)
      switch Int.random(in: 0...4, using: &random) {
      case 0: edits.prepend("\(name): \(pieces.randomElement(using: &random) ?? "")")
      case 1: edits.rename(name, occurrence: occurrence, to: name + "-Untrusted")
      case 2: edits.remove(name, occurrence: occurrence)
      case 3: edits.insert(pieces.randomElement(using: &random) ?? "", before: name, occurrence: occurrence)
      default: edits.replace(name, occurrence: occurrence, with: "\(name): new")
      }
    }
    return edits
  }
}

/// SplitMix64: the same numbers for the same seed, on every machine.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
