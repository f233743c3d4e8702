/// A colour as far as text is told from its background by it.
enum CSSColour: Equatable, Sendable {
  case rgb(red: UInt8, green: UInt8, blue: UInt8)
  /// What is below shines through.
  case transparent
  /// An image, a gradient, a colour that is not understood: nothing can be said.
  case unknown

  static let black = CSSColour.rgb(red: 0, green: 0, blue: 0)
  static let white = CSSColour.rgb(red: 255, green: 255, blue: 255)
  /// Links without a colour of their own.
  static let link = CSSColour.rgb(red: 0, green: 0, blue: 0xEE)

  /// Steps by which each channel may differ in colours that nobody tells apart on a screen.
  static let indistinctSteps = 10

  func isIndistinct(from other: CSSColour) -> Bool {
    guard case .rgb(let red, let green, let blue) = self, case .rgb(let otherRed, let otherGreen, let otherBlue) = other
    else { return false }
    return [(red, otherRed), (green, otherGreen), (blue, otherBlue)].allSatisfy {
      abs(Int($0) - Int($1)) <= CSSColour.indistinctSteps
    }
  }

  /// Reads a CSS colour; `nil` for what is none.
  init?(css text: ArraySlice<UInt8>) {
    let text = text.trimmed
    if text.first == UInt8(ascii: "#") {
      guard let colour = CSSColour(hexadecimal: text.dropFirst()) else { return nil }
      self = colour
    } else if text.starts(with: "rgb".utf8) || text.starts(with: "RGB".utf8) {
      self = CSSColour.functional(text)
    } else if let named = CSSColour.named[HTMLName(text)] {
      self = named
    } else {
      return nil
    }
  }

  /// Reads the colour of an HTML attribute, in which the number sign is often missing (HTML § 2.3.6).
  init?(attribute text: ArraySlice<UInt8>) {
    guard let colour = CSSColour(css: text) ?? CSSColour(hexadecimal: text.trimmed) else { return nil }
    self = colour
  }

  private init?(hexadecimal digits: ArraySlice<UInt8>) {
    let values = digits.compactMap { $0.hexadecimalValue }
    guard values.count == digits.count else { return nil }
    switch values.count {
    case 3, 4:
      self = .rgb(red: values[0] * 17, green: values[1] * 17, blue: values[2] * 17)
      if values.count == 4 && values[3] == 0 { self = .transparent }
    case 6, 8:
      self = .rgb(red: values[0] << 4 | values[1], green: values[2] << 4 | values[3], blue: values[4] << 4 | values[5])
      if values.count == 8 && values[6] | values[7] == 0 { self = .transparent }
    default: return nil
    }
  }

  /// `rgb(255, 255, 255)`, `rgba(100% 100% 100% / 0)`
  private static func functional(_ text: ArraySlice<UInt8>) -> CSSColour {
    guard let open = text.firstIndex(of: UInt8(ascii: "(")) else { return .unknown }
    let parts = text[(open + 1)...].split { ", /)".utf8.contains($0) }
    guard parts.count >= 3 else { return .unknown }
    let channels = parts.prefix(3).compactMap { part -> UInt8? in
      guard let number = CSSNumber(part) else { return nil }
      return UInt8(min(255, max(0, number.unit == .percent ? number.value * 2.55 : number.value)))
    }
    guard channels.count == 3 else { return .unknown }
    if parts.count > 3, let alpha = CSSNumber(parts[3]), alpha.value <= 0.02 { return .transparent }
    return .rgb(red: channels[0], green: channels[1], blue: channels[2])
  }

  /// The names that mail uses (CSS Color Module Level 4 § 6.1).
  private static let named = NameTable<CSSColour>([
    (HTMLName("white"), .white), (HTMLName("black"), .black), (HTMLName("transparent"), .transparent),
    (HTMLName("snow"), .rgb(red: 255, green: 250, blue: 250)), (HTMLName("ivory"), .rgb(red: 255, green: 255, blue: 240)),
    (HTMLName("whitesmoke"), .rgb(red: 245, green: 245, blue: 245)),
    (HTMLName("ghostwhite"), .rgb(red: 248, green: 248, blue: 255)),
    (HTMLName("floralwhite"), .rgb(red: 255, green: 250, blue: 240)),
    (HTMLName("azure"), .rgb(red: 240, green: 255, blue: 255)),
    (HTMLName("mintcream"), .rgb(red: 245, green: 255, blue: 250)),
    (HTMLName("lightgray"), .rgb(red: 211, green: 211, blue: 211)),
    (HTMLName("lightgrey"), .rgb(red: 211, green: 211, blue: 211)), (HTMLName("silver"), .rgb(red: 192, green: 192, blue: 192)),
    (HTMLName("gray"), .rgb(red: 128, green: 128, blue: 128)), (HTMLName("grey"), .rgb(red: 128, green: 128, blue: 128)),
    (HTMLName("darkgray"), .rgb(red: 169, green: 169, blue: 169)), (HTMLName("dimgray"), .rgb(red: 105, green: 105, blue: 105)),
    (HTMLName("red"), .rgb(red: 255, green: 0, blue: 0)), (HTMLName("maroon"), .rgb(red: 128, green: 0, blue: 0)),
    (HTMLName("darkred"), .rgb(red: 139, green: 0, blue: 0)), (HTMLName("orange"), .rgb(red: 255, green: 165, blue: 0)),
    (HTMLName("yellow"), .rgb(red: 255, green: 255, blue: 0)), (HTMLName("olive"), .rgb(red: 128, green: 128, blue: 0)),
    (HTMLName("lime"), .rgb(red: 0, green: 255, blue: 0)), (HTMLName("green"), .rgb(red: 0, green: 128, blue: 0)),
    (HTMLName("darkgreen"), .rgb(red: 0, green: 100, blue: 0)), (HTMLName("aqua"), .rgb(red: 0, green: 255, blue: 255)),
    (HTMLName("cyan"), .rgb(red: 0, green: 255, blue: 255)), (HTMLName("teal"), .rgb(red: 0, green: 128, blue: 128)),
    (HTMLName("blue"), .rgb(red: 0, green: 0, blue: 255)), (HTMLName("navy"), .rgb(red: 0, green: 0, blue: 128)),
    (HTMLName("darkblue"), .rgb(red: 0, green: 0, blue: 139)), (HTMLName("fuchsia"), .rgb(red: 255, green: 0, blue: 255)),
    (HTMLName("magenta"), .rgb(red: 255, green: 0, blue: 255)), (HTMLName("purple"), .rgb(red: 128, green: 0, blue: 128)),
    (HTMLName("beige"), .rgb(red: 245, green: 245, blue: 220)),
    (HTMLName("lightyellow"), .rgb(red: 255, green: 255, blue: 224)),
    (HTMLName("lightblue"), .rgb(red: 173, green: 216, blue: 230)), (HTMLName("gold"), .rgb(red: 255, green: 215, blue: 0)),
    (HTMLName("brown"), .rgb(red: 165, green: 42, blue: 42)), (HTMLName("pink"), .rgb(red: 255, green: 192, blue: 203)),
  ])
}

extension ArraySlice<UInt8> {
  /// Without white space at its ends.
  var trimmed: ArraySlice<UInt8> {
    var start = startIndex
    var end = endIndex
    while start < end, self[start].isHTMLSpace { start += 1 }
    while end > start, self[end - 1].isHTMLSpace { end -= 1 }
    return self[start..<end]
  }
}
