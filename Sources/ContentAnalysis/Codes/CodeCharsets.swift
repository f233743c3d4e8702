import Glibc

/// The character sets in which ZBar tries to read the text of a code. It asks iconv for them anew each time, which loads files
/// that a confined process cannot open: held open once, they stay loaded.
enum CodeCharsets {
  private nonisolated(unsafe) static let converters = names.map { iconv_open("UTF-8", $0) }
  private static let names: [String] = ["ISO8859-1", "SJIS", "BIG5"]

  /// Loads what is needed while files can still be opened.
  static func prepare() { _ = converters }
}
