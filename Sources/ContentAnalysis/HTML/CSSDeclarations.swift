/// Reads CSS declarations (`name: value; …`) for what bears on whether a text is seen.
enum CSSDeclarations {
  /// Fonts smaller than this many pixels cannot be read.
  static let legiblePixels = 2.0
  /// Pixels to the left or above that put a thing off every screen.
  static let offScreenPixels = -500.0
  /// Opacity below which nothing is seen.
  static let visibleOpacity = 0.05
  /// Boxes of at most this many pixels hold no line.
  static let emptyBoxPixels = 1.0

  static func parse(_ css: ArraySlice<UInt8>) -> StyleChange {
    var change = StyleChange()
    var rest = CSSEscape.undone(css)
    while !rest.isEmpty {
      let declaration = rest.prefix(until: UInt8(ascii: ";"))
      rest = rest[declaration.endIndex...].dropFirst()
      guard let colon = declaration.firstIndex(of: UInt8(ascii: ":")) else { continue }
      let (value, isImportant) = importance(declaration[(colon + 1)...].trimmed)
      apply(HTMLName(declaration[..<colon].withoutLeadingComments), value, isImportant, to: &change)
    }
    return change
  }

  private static func importance(_ value: ArraySlice<UInt8>) -> (ArraySlice<UInt8>, Bool) {
    guard let mark = value.lastIndex(of: UInt8(ascii: "!")), HTMLName(value[(mark + 1)...].trimmed) == important else {
      return (value, false)
    }
    return (value[..<mark].trimmed, true)
  }

  private static let important = HTMLName("important")

  private static func apply(
    _ name: HTMLName, _ value: ArraySlice<UInt8>, _ isImportant: Bool, to change: inout StyleChange
  ) {
    func set(_ flag: StyleChange.Flags, _ condition: Bool) { change.set(flag, to: condition, isImportant: isImportant) }
    switch properties[name] {
    case .display?:
      set(.notDisplayed, HTMLName(value) == none)
      set(.block, !value.starts(with: "inline".utf8) && HTMLName(value) != none)
    case .visibility?: set(.invisible, HTMLName(value) == HTMLName("hidden") || HTMLName(value) == HTMLName("collapse"))
    case .opacity?: set(.transparent, CSSNumber(value).map { $0.scaled < visibleOpacity } ?? false)
    case .fontSize?: if let isTiny = isTinyFont(value) { set(.tinyFont, isTiny) }
    case .font?: value.split(separator: 0x20).lazy.compactMap(isTinyFont).first.map { set(.tinyFont, $0) }
    case .overflow?: set(.cutOff, value.starts(with: "hidden".utf8) || value.starts(with: "clip".utf8))
    case .height?: set(.noHeight, isEmptyBox(value))
    case .width?: set(.noWidth, isEmptyBox(value))
    case .position?: set(.positioned, value.starts(with: "absolute".utf8) || value.starts(with: "fixed".utf8))
    case .offset?: set(.farOffset, isOffScreen(value))
    case .indent?: set(.farIndent, value.split(separator: 0x20).contains(where: isOffScreen))
    case .clip?: set(.clipped, isClipped(value))
    case .transform?: set(.clipped, value.starts(with: "scale(0".utf8) && !value.starts(with: "scale(0.".utf8))
    case .whiteSpace?: set(.preformatted, value.starts(with: "pre".utf8) || value.starts(with: "break-spaces".utf8))
    case .colour?: CSSColour(css: value).map { change.setColour($0, isImportant: isImportant) }
    case .background?:
      set(.remoteImage, namesRemoteImage(value))
      change.setBackground(backgroundColour(value), isImportant: isImportant)
    case .backgroundImage?:
      set(.remoteImage, namesRemoteImage(value))
      if HTMLName(value) != none { change.setBackground(.unknown, isImportant: isImportant) }
    case nil: break
    }
  }

  private enum Property {
    case display, visibility, opacity, fontSize, font, overflow, height, width, position, offset, indent, clip, transform
    case whiteSpace, colour, background, backgroundImage
  }

  private static let none = HTMLName("none")
  private static let properties = NameTable<Property>([
    (HTMLName("display"), .display), (HTMLName("visibility"), .visibility), (HTMLName("opacity"), .opacity),
    (HTMLName("font-size"), .fontSize), (HTMLName("font"), .font), (HTMLName("overflow"), .overflow),
    (HTMLName("overflow-y"), .overflow), (HTMLName("overflow-x"), .overflow), (HTMLName("height"), .height),
    (HTMLName("max-height"), .height), (HTMLName("width"), .width), (HTMLName("max-width"), .width),
    (HTMLName("position"), .position),
    (HTMLName("left"), .offset), (HTMLName("top"), .offset), (HTMLName("text-indent"), .indent),
    (HTMLName("margin-left"), .indent),
    (HTMLName("margin-top"), .indent), (HTMLName("clip"), .clip), (HTMLName("clip-path"), .clip),
    (HTMLName("transform"), .transform),
    (HTMLName("white-space"), .whiteSpace), (HTMLName("color"), .colour), (HTMLName("background"), .background),
    (HTMLName("background-color"), .background), (HTMLName("background-image"), .backgroundImage),
  ])

  /// `url(https://…)`, with or without quotation marks, in any of several layers.
  private static func namesRemoteImage(_ value: ArraySlice<UInt8>) -> Bool {
    var rest = value
    while let open = rest.firstIndex(of: UInt8(ascii: "(")) {
      let inside = rest[(open + 1)...]
      if open - rest.startIndex >= 3, HTMLName(rest[(open - 3)..<open]) == HTMLName("url") {
        let address = inside.trimmed.drop { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }
        if HTMLLinks.isRemote(Array(address.prefix(16)), base: nil) { return true }
      }
      rest = inside
    }
    return false
  }

  /// `nil` where the size is none that is understood.
  private static func isTinyFont(_ value: ArraySlice<UInt8>) -> Bool? {
    guard let number = CSSNumber(value.prefix { $0 != UInt8(ascii: "/") }) else {
      return HTMLName(value.prefix { $0.isASCIILetter }).isFontSizeKeyword ? false : nil
    }
    switch number.unit {
    // Without a unit only zero is a size.
    case .none: return number.isZero ? true : nil
    case .pixels: return number.value < legiblePixels
    // Relative to a size that is not known here.
    case .fontSizes: return number.value < 0.13
    case .percent: return number.value < 13
    case .other: return number.isZero
    }
  }

  private static func isEmptyBox(_ value: ArraySlice<UInt8>) -> Bool {
    guard let number = CSSNumber(value) else { return false }
    return number.isZero || (number.unit == .pixels && number.value <= emptyBoxPixels)
  }

  private static func isOffScreen(_ value: ArraySlice<UInt8>) -> Bool {
    guard let number = CSSNumber(value) else { return false }
    return number.unit == .percent ? number.value <= -100 : number.pixels.map { $0 <= offScreenPixels } ?? false
  }

  /// `rect(0,0,0,0)`, `rect(1px 1px 1px 1px)`, `inset(100%)`, `inset(50%)`, `circle(0)`
  private static func isClipped(_ value: ArraySlice<UInt8>) -> Bool {
    guard let open = value.firstIndex(of: UInt8(ascii: "(")) else { return false }
    let numbers = value[(open + 1)...].split { $0 == UInt8(ascii: ",") || $0 == 0x20 || $0 == UInt8(ascii: ")") }.compactMap {
      CSSNumber($0)
    }
    switch HTMLName(value[..<open]) {
    case HTMLName("rect"): return numbers.count == 4 && numbers.allSatisfy { abs($0.value) <= emptyBoxPixels }
    case HTMLName("inset"): return numbers.first.map { $0.unit == .percent && $0.value >= 50 } ?? false
    case HTMLName("circle"): return numbers.first?.isZero ?? false
    default: return false
    }
  }

  /// The colour of the shorthand; whatever else may stand in it covers the colour.
  private static func backgroundColour(_ value: ArraySlice<UInt8>) -> CSSColour {
    if value.contains(UInt8(ascii: "(")), !value.starts(with: "rgb".utf8) { return .unknown }
    if HTMLName(value) == none { return .transparent }
    if let whole = CSSColour(css: value) { return whole }
    return value.split(separator: 0x20).lazy.compactMap { CSSColour(css: $0) }.first ?? .unknown
  }
}

extension CSSNumber {
  /// As a share of one.
  fileprivate var scaled: Double { unit == .percent ? value / 100 : value }
}

extension HTMLName {
  fileprivate var isFontSizeKeyword: Bool {
    self == HTMLName("small") || self == HTMLName("medium") || self == HTMLName("large") || self == HTMLName("smaller")
      || self == HTMLName("larger") || self == HTMLName("x") || self == HTMLName("xx")
  }
}

extension ArraySlice<UInt8> {
  /// What stands before `stop`, quotation marks, parentheses and comments passed over; all of it without one.
  func prefix(until stop: UInt8) -> ArraySlice<UInt8> {
    var index = startIndex
    var quote: UInt8 = 0
    var depth = 0
    while index < endIndex {
      let byte = self[index]
      if quote != 0 {
        // A line's end ends a string that nobody closed.
        if byte == quote || byte == 0x0A { quote = 0 }
      } else if byte == stop, depth == 0 {
        break
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: "(") {
        depth += 1
      } else if byte == UInt8(ascii: ")") {
        depth = Swift.max(0, depth - 1)
      } else if byte == UInt8(ascii: "/"), self[index...].starts(with: "/*".utf8) {
        index = endOfComment(from: index)
        continue
      }
      index += 1
    }
    return self[..<index]
  }

  /// A name without white space and comments around it.
  var withoutLeadingComments: ArraySlice<UInt8> {
    var slice = trimmed
    while slice.starts(with: "/*".utf8) { slice = slice[slice.endOfComment(from: slice.startIndex)...].trimmed }
    return slice
  }

  /// What follows the comment that begins at `start`.
  func endOfComment(from start: Int) -> Int {
    var index = Swift.min(start + 2, endIndex)
    while index + 1 < endIndex {
      if self[index] == UInt8(ascii: "*"), self[index + 1] == UInt8(ascii: "/") { return index + 2 }
      index += 1
    }
    return endIndex
  }
}
