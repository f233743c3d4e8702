/// Names for what near-duplicates have in common. Equal ids mean the same template; ids of texts that differ in few words
/// differ in few bits.
public struct Fingerprints: Hashable, Sendable {
  /// Of the words, by SimHash over runs of three; `nil` for a text too short to tell.
  public internal(set) var text: UInt64?
  /// Of the HTML's elements, by SimHash over runs of three; `nil` without HTML.
  public internal(set) var structure: UInt64?
  /// Of the links' forms, whatever varies in them left out; `nil` without links.
  public internal(set) var links: UInt64?

  /// Stable ids for storage and search: `t:` text, `h:` HTML structure, `u:` links, each with 16 hexadecimal digits.
  public var ids: [String] {
    [("t", text), ("h", structure), ("u", links)].compactMap { kind, value in
      value.map { kind + ":" + hexadecimal($0) }
    }
  }

  private func hexadecimal(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
