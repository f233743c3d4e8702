/// An address, or some by wildcards: `*@contoso.com`, `ann*@*` (eop-spec §11.1). Compared without regard to case; `<>` is the
/// null reverse-path.
public struct AddressPattern: Hashable, Sendable {
  /// In lower case; `*` stands for any characters, or none.
  public let text: String

  /// RFC 5321 §4.5.3.1.3: no path is longer.
  private static let limit = 320

  /// `nil` where nothing can match.
  public init?(_ text: String) {
    guard !text.isEmpty, text.utf8.count <= AddressPattern.limit else { return nil }
    self.text = text == "<>" ? "" : text.lowercased()
  }

  public var hasWildcard: Bool { text.utf8.contains(UInt8(ascii: "*")) }

  /// `key` is that of an address; empty for the null reverse-path.
  public func matches(_ key: String) -> Bool {
    guard hasWildcard else { return key == text }
    return AddressPattern.matches(Array(text.utf8), Array(key.utf8))
  }

  /// Goes back to the last wildcard only, so that no pattern takes more than the product of both lengths.
  private static func matches(_ pattern: [UInt8], _ key: [UInt8]) -> Bool {
    var (position, index) = (0, 0)
    var retry: (position: Int, index: Int)?
    while index < key.count {
      if position < pattern.count, pattern[position] == UInt8(ascii: "*") {
        position += 1
        retry = (position, index)
      } else if position < pattern.count, pattern[position] == key[index] {
        position += 1
        index += 1
      } else if let last = retry {
        retry = (last.position, last.index + 1)
        (position, index) = (last.position, last.index + 1)
      } else {
        return false
      }
    }
    return pattern[position...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
