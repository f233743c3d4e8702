/// The Latin letters that others look like: letters of other scripts, and Latin ones with accents or in fancy dress.
enum LookAlikeLetters {
  /// In lower case, and `l` for `i`; `nil` for what looks like none. Not for ASCII.
  static func latin(_ scalar: Unicode.Scalar) -> String? {
    otherScripts[scalar] ?? dressed(scalar)
  }

  /// Of Cyrillic, Greek, Armenian and Cherokee (after Unicode Technical Standard #39), and what has two letters for one.
  private static let otherScripts: [Unicode.Scalar: String] = {
    let rows = [
      "aаАαΑ", "bвВΒЬьᏴ", "cсСϲϹᏟ", "dԁᎠᏧժ", "eеЕёЁεΕᎬҽ", "gցԌᏀ", "hһНнΗհᎻ", "lіІїЇιΙӏӀᎥլԼᏞ", "jјЈᎫϳ", "kкКκΚᏦ", "mмМΜᎷ",
      "nηΝпո", "oоОοΟօՕσס", "pрРρΡᏢ", "qԛզ", "rгᎡᏒ", "sѕЅᏚՏ", "tтТτΤᎢ", "uυսՍμ", "vνѵᏙ", "wѡωԝԜᎳա", "xхХχΧ", "yуУүγΥҮᎩ",
      "zΖᏃ",
    ]
    var letters: [Unicode.Scalar: String] = ["ß": "ss", "ẞ": "ss"]
    for row in rows {
      for scalar in row.unicodeScalars.dropFirst() { letters[scalar] = String(row.unicodeScalars.prefix(1)) }
    }
    return letters
  }()

  private static let dresses = [
    "LATIN ", "FULLWIDTH LATIN ", "MATHEMATICAL ", "CIRCLED LATIN ", "NEGATIVE CIRCLED LATIN ", "SQUARED LATIN ",
    "NEGATIVE SQUARED LATIN ", "PARENTHESIZED LATIN ", "DOUBLE-STRUCK ", "SCRIPT ", "BLACK-LETTER ",
  ]

  /// By the character's name, which Unicode never changes: `LATIN SMALL LETTER O WITH STROKE`, `MATHEMATICAL BOLD CAPITAL O`.
  private static func dressed(_ scalar: Unicode.Scalar) -> String? {
    guard let name = scalar.properties.name, dresses.contains(where: name.hasPrefix) else { return nil }
    let words = name.split(separator: " ")
    let end = words.firstIndex(of: "WITH") ?? words.endIndex
    guard let letter = words[..<end].last, letter.utf8.count == 1 || letter == "AE" || letter == "OE" else { return nil }
    return letter == "I" ? "l" : letter.lowercased()
  }
}
