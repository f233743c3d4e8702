/// The three forms in which Proofpoint's URL Defense wraps a link.
enum ProofpointURL {
  static func target(of url: WebURL) -> WebURL? {
    let path = url.bytes[url.layout.path]
    if path.starts(with: "/v3/".utf8) { return third(Array(url.bytes[url.layout.path.lowerBound...])) }
    guard let value = Redirector.value(of: HTMLName("u"), in: url) else { return nil }
    return path.starts(with: "/v2/".utf8) ? second(value) : Redirector.absolute(value)
  }

  /// `-` stands for a percent sign, `_` for a slash.
  private static func second(_ value: [UInt8]) -> WebURL? {
    let encoded = value.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: "%") : $0 == UInt8(ascii: "_") ? UInt8(ascii: "/") : $0 }
    return Redirector.absolute(PercentEncoding.decoded(encoded[...]))
  }

  /// `/v3/__https://www.example.com/*x__;Iw!!…`: the first characters after the semicolon are base64 of those that a `*`
  /// stands for; `**` and a letter stand for several at once.
  private static func third(_ text: [UInt8]) -> WebURL? {
    guard let start = text.firstRange(of: "__".utf8), let end = text[start.upperBound...].lastRange(of: "__;") else {
      return nil
    }
    var replaced = (Base64URL.decoded(Array(text[end.upperBound...].prefix { $0 != UInt8(ascii: "!") })) ?? [])[...]
    var target: [UInt8] = []
    var index = start.upperBound
    while index < end.lowerBound {
      guard text[index] == UInt8(ascii: "*") else {
        target.append(text[index])
        index += 1
        continue
      }
      let isRun = index + 2 < end.lowerBound && text[index + 1] == UInt8(ascii: "*")
      let count = isRun ? runLength(text[index + 2]) : 1
      target.append(contentsOf: replaced.prefix(count))
      replaced = replaced.dropFirst(count)
      index += isRun ? 3 : 1
    }
    return Redirector.absolute(target)
  }

  /// `A` is two, and so on through `Z`, `a` to `z`, the digits, `-` and `_`.
  private static func runLength(_ letter: UInt8) -> Int {
    2 + (Base64URL.value(letter).map { Int($0) } ?? 0)
  }
}

extension ArraySlice<UInt8> {
  /// The last place where `mark` stands.
  fileprivate func lastRange(of mark: StaticString) -> Range<Int>? {
    mark.withUTF8Buffer { mark in
      var index = endIndex - mark.count
      while index >= startIndex {
        if self[index..<(index + mark.count)].elementsEqual(mark) { return index..<(index + mark.count) }
        index -= 1
      }
      return nil
    }
  }
}
