/// What the name of a file says, to people and to the machine that opens it.
struct FileNameFacts {
  /// Blanks before an extension that push it out of the column that shows names.
  static let paddingLimit = 8
  /// Characters of a name that are read: file systems allow 255.
  static let lengthLimit = 1024

  /// In lower case, from left to right as the machine reads them, at most the last two.
  let extensions: [String]
  /// Holds marks that turn the direction of text around.
  let hasDirectionMark: Bool
  /// Its last extension stands behind a run of blanks.
  let isPadded: Bool

  init(_ name: String) {
    let scalars = name.unicodeScalars.prefix(FileNameFacts.lengthLimit)
    hasDirectionMark = scalars.contains(where: FileNameFacts.isDirectionMark)
    // Windows drops blanks and dots at the end, and what cannot be seen does not help a reader.
    let visible = scalars.filter { !FileNameFacts.isInvisible($0) }
    let trimmed = visible.reversed().drop { $0 == "." || $0.properties.isWhitespace }.reversed()
    let parts = trimmed.split(separator: ".", omittingEmptySubsequences: false)
    isPadded = parts.count > 1 && FileNameFacts.trailingBlanks(parts[parts.count - 2]) >= FileNameFacts.paddingLimit
    extensions = parts.dropFirst().suffix(2).map { part in
      String(String.UnicodeScalarView(part.filter { !$0.properties.isWhitespace })).lowercased()
    }
  }

  var last: FileExtension? { extensions.last.flatMap { FileExtension($0) } }

  /// `invoice.pdf.exe`: what runs behind what does not.
  var isDoubled: Bool {
    guard extensions.count == 2, let last, let shown = FileExtension(extensions[0]) else { return false }
    return (last.family.runs || last.family == .page || last.family == .diskImage) && !shown.family.runs
      && shown.family != last.family && shown.family != .archive
  }

  /// The extensions that these names of one file end in, each once. A name with a zero in it ends there for some programs, and
  /// at its end for others.
  static func types(of names: [String]) -> [String] {
    var types: [String] = []
    for name in names {
      // U+2400 is what a zero became where the name was read.
      let parts = name.unicodeScalars.split { $0 == "\0" || $0 == "\u{2400}" }
      for part in [parts.first, parts.last].compactMap({ $0 }) {
        let last = part.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? part
        guard let type = FileNameFacts(String(String.UnicodeScalarView(last))).extensions.last, !type.isEmpty else { continue }
        if !types.contains(type) { types.append(String(type.prefix(typeLengthLimit))) }
      }
    }
    return types
  }

  /// Characters of an extension that are kept: none that a program is bound to is longer.
  private static let typeLengthLimit = 32

  private static func trailingBlanks(_ part: some BidirectionalCollection<Unicode.Scalar>) -> Int {
    part.reversed().prefix { $0.properties.isWhitespace || $0 == "_" }.count
  }

  /// Embeddings, overrides and isolates (UAX #9): no honest file name needs them.
  private static func isDirectionMark(_ scalar: Unicode.Scalar) -> Bool {
    (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
  }

  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    isDirectionMark(scalar) || (0x200B...0x200F).contains(scalar.value) || scalar.value == 0xFEFF || scalar.value == 0xAD
  }
}
