/// The path of a URL that is a list of segments, as they are serialised: a slash before each.
struct WebURLPath {
  private(set) var bytes: [UInt8] = []
  var isFile = false

  init(isFile: Bool = false) { self.isFile = isFile }

  init(_ bytes: ArraySlice<UInt8>, isFile: Bool) {
    self.bytes = Array(bytes)
    self.isFile = isFile
  }

  mutating func append(_ segment: ArraySlice<UInt8>, isLast: Bool) {
    switch WebURLPath.dots(segment) {
    case 2:
      shorten()
      if isLast { bytes.append(UInt8(ascii: "/")) }
    case 1:
      if isLast { bytes.append(UInt8(ascii: "/")) }
    default:
      let isDrive = isFile && bytes.isEmpty && WebURLPath.isDriveLetter(segment)
      bytes.append(UInt8(ascii: "/"))
      PercentEncoding.append(segment, to: &bytes, encoding: .path)
      if isDrive { bytes[bytes.count - 1] = UInt8(ascii: ":") }
    }
  }

  /// Takes the last segment away; a drive letter stays.
  mutating func shorten() {
    if isFile, bytes.count == 3, WebURLPath.isNormalizedDriveLetter(bytes[1...]) { return }
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return }
    bytes.removeSubrange(slash...)
  }

  /// `file:/x` against `file:///C:/y` stays on the drive.
  mutating func takeDriveLetter(of base: ArraySlice<UInt8>) {
    let first = base.dropFirst().prefix { $0 != UInt8(ascii: "/") }
    if WebURLPath.isNormalizedDriveLetter(first) { bytes = [UInt8(ascii: "/")] + first }
  }

  // MARK: Segments

  /// 1 for `.`, 2 for `..`, the dots plain or encoded; 0 for anything else.
  private static func dots(_ segment: ArraySlice<UInt8>) -> Int {
    guard segment.count <= 6, let first = segment.first, first == UInt8(ascii: ".") || first == UInt8(ascii: "%") else {
      return 0
    }
    var rest = segment
    var count = 0
    while let byte = rest.first {
      if byte == UInt8(ascii: ".") {
        rest = rest.dropFirst()
      } else if HTMLName(rest.prefix(3)) == HTMLName("%2e") {
        rest = rest.dropFirst(3)
      } else {
        return 0
      }
      count += 1
    }
    return count <= 2 ? count : 0
  }

  static func isDriveLetter(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.count == 2, let first = text.first, let last = text.last else { return false }
    return first.isASCIILetter && (last == UInt8(ascii: ":") || last == UInt8(ascii: "|"))
  }

  private static func isNormalizedDriveLetter(_ text: ArraySlice<UInt8>) -> Bool {
    isDriveLetter(text) && text.last == UInt8(ascii: ":")
  }

  /// URL Standard § 4.2: a drive letter, and then the end or what ends a segment.
  static func startsWithDriveLetter(_ text: ArraySlice<UInt8>) -> Bool {
    guard isDriveLetter(text.prefix(2)) else { return false }
    return text.dropFirst(2).first.map { "/\\?#".utf8.contains($0) } ?? true
  }
}
