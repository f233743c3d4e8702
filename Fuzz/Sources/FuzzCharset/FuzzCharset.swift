import CFuzzDriver
import InternetMessage

/// Any octets in any character set: no trap; the text is valid UTF-8, and ASCII octets stay what they are in sets that extend
/// ASCII by one octet a character.
@main
struct FuzzCharset {
  static func main() {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    _ = LLVMFuzzerRunDriver(&count, &arguments) { data, size in
      FuzzCharset.check(Array(UnsafeBufferPointer(start: data, count: size)))
      return 0
    }
  }

  private static let labels = [
    "utf-8", "windows-1252", "windows-1251", "windows-1255", "koi8-r", "iso-8859-8-i", "macintosh", "big5", "euc-kr", "euc-jp",
    "shift_jis", "gbk", "gb18030", "iso-2022-jp", "utf-16le", "utf-16be", "utf-7", "hz-gb-2312", "iso-2022-kr", "iso-2022-cn",
    "utf-32", "ibm866", "x-user-defined", "replacement", "ebcdic-cp-us", "scsu", "bocu-1",
  ]

  /// The first octet says which set; the input is a label as well.
  static func check(_ input: [UInt8]) {
    guard let first = input.first else { return }
    let bytes = input.dropFirst()
    _ = Charset(label: String(decoding: bytes.prefix(64), as: UTF8.self))
    precondition(isValid(Charset.decodeUnlabelled(bytes)))
    guard let charset = Charset(label: labels[Int(first) % labels.count]) else { return }
    let text = charset.decode(bytes)
    precondition(isValid(text))
    if charset.name.hasPrefix("windows-"), bytes.allSatisfy({ $0 < 0x80 }) { precondition(text == Array(bytes)) }
  }

  private static func isValid(_ text: [UInt8]) -> Bool { String(validating: text, as: UTF8.self) != nil }
}
