/// The line that begins an encoded file inside a text: `begin 644 name`, `begin-base64 644 name` or `=ybegin … name=…`.
struct FileMark {
  let encoding: Part.TransferEncoding
  /// As it stands.
  let name: ArraySlice<UInt8>

  /// `nil` where the line is none; `line` has no line end.
  init?(_ line: ArraySlice<UInt8>) {
    let found: (Part.TransferEncoding, ArraySlice<UInt8>?) =
      if line.starts(with: "begin ".utf8) {
        (.uuencode, FileMark.uuName(line.dropFirst(6)))
      } else if line.starts(with: "begin-base64 ".utf8) {
        (.base64, FileMark.uuName(line.dropFirst(13)))
      } else if line.starts(with: "=ybegin ".utf8) {
        (.yEnc, FileMark.yEncName(line))
      } else {
        (.identity, nil)
      }
    guard let name = found.1 else { return nil }
    encoding = found.0
    self.name = name
  }

  /// Behind permissions of three or four octal digits and a space.
  private static func uuName(_ rest: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let mode = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) }
    let name = rest.dropFirst(mode.count + 1)
    guard (3...4).contains(mode.count), rest.dropFirst(mode.count).first == 0x20, !name.isEmpty else { return nil }
    return name
  }

  /// The name is the last of the settings, and runs to the end of the line.
  private static func yEncName(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let mark = Array("name=".utf8)
    let starts = line.indices.dropLast(mark.count)
    return starts.first { line[$0...].starts(with: mark) }.map { line[($0 + mark.count)...] }
  }

  /// The line that ends the file.
  func isEnd(_ line: ArraySlice<UInt8>) -> Bool {
    switch encoding {
    case .uuencode: line.elementsEqual("end".utf8)
    case .base64: line.elementsEqual("====".utf8)
    default: line.starts(with: "=yend".utf8)
    }
  }

  /// True where the line after the mark can be the first of such a file. `begin` is an English word, too.
  func canBegin(with line: ArraySlice<UInt8>) -> Bool {
    switch encoding {
    case .uuencode: UUEncoding.isData(line)
    case .base64: !line.isEmpty && line.count <= 80
    default: true
    }
  }
}
