import CICU

/// Names of domains between ASCII and Unicode (Unicode Technical Standard #46, non-transitional), by ICU's tables.
public struct DomainConversion: Sendable {
  /// What is wrong with a name.
  public struct Faults: OptionSet, Hashable, Sendable {
    public let rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    public static let emptyLabel = Faults(rawValue: UInt32(UIDNA_ERROR_EMPTY_LABEL))
    public static let longLabel = Faults(rawValue: UInt32(UIDNA_ERROR_LABEL_TOO_LONG))
    public static let longName = Faults(rawValue: UInt32(UIDNA_ERROR_DOMAIN_NAME_TOO_LONG))
    public static let leadingHyphen = Faults(rawValue: UInt32(UIDNA_ERROR_LEADING_HYPHEN))
    public static let trailingHyphen = Faults(rawValue: UInt32(UIDNA_ERROR_TRAILING_HYPHEN))
    public static let hyphens34 = Faults(rawValue: UInt32(UIDNA_ERROR_HYPHEN_3_4))
    /// A character that no name may have.
    public static let character = Faults(rawValue: UInt32(UIDNA_ERROR_DISALLOWED))
    /// What the URL Standard lets pass (§ 3.5 "domain to ASCII", not strict): lengths and hyphens are DNS's affair.
    public static let toleratedInURLs: Faults = [
      .emptyLabel, .longLabel, .longName, .leadingHyphen, .trailingHyphen, .hyphens34,
    ]
  }

  /// Octets of the longest name that is converted. DNS ends at 253; what is longer is no name.
  public static let lengthLimit = 2048

  /// As registries and mail want them: letters, digits and hyphens only (`UseSTD3ASCIIRules`), no empty label even at the end
  /// of the name in ASCII (`VerifyDnsLength`).
  public static let strict = DomainConversion(isStrict: true)
  /// As browsers read them.
  public static let lenient = DomainConversion(isStrict: false)

  private let table = Table(handle: icu_idna_open())
  private let isStrict: Bool

  private init(isStrict: Bool) {
    self.isStrict = isStrict
  }

  /// The name in ASCII, in UTF-8 as given; `nil` where it cannot be converted at all.
  public func ascii(_ name: [UInt8]) -> (name: [UInt8], faults: Faults)? {
    guard var converted = convert(name, toASCII: true) else { return nil }
    if isStrict, converted.name.last == UInt8(ascii: ".") { converted.faults.insert(.emptyLabel) }
    return converted
  }

  /// The name in Unicode; labels that are at fault have U+FFFD in them or stay as they are.
  public func unicode(_ name: [UInt8]) -> (name: [UInt8], faults: Faults)? {
    convert(name, toASCII: false)
  }

  private func convert(_ name: [UInt8], toASCII: Bool) -> (name: [UInt8], faults: Faults)? {
    guard let handle = table.handle, name.count <= DomainConversion.lengthLimit else { return nil }
    let name = DomainMapping.revised(name)
    var faults: UInt32 = 0
    // A label grows at most fivefold in Punycode, and by its prefix.
    let capacity = name.count * 8 + 64
    let converted = [UInt8](unsafeUninitializedCapacity: capacity) { output, count in
      let length = name.withUnsafeBufferPointer {
        icu_idna_convert(
          handle, toASCII ? 1 : 0, $0.baseAddress, Int32($0.count), output.baseAddress, Int32(output.count), &faults)
      }
      count = (0...output.count).contains(Int(length)) ? Int(length) : 0
    }
    var result = Faults(rawValue: faults)
    if isStrict, converted.contains(where: DomainConversion.isNoHostCharacter) { result.insert(.character) }
    return (converted, result)
  }

  private static func isNoHostCharacter(_ byte: UInt8) -> Bool {
    byte < 0x80 && !byte.isASCIIAlphanumeric && byte != UInt8(ascii: "-") && byte != UInt8(ascii: ".")
  }

  /// ICU's table is never changed once it is open.
  private struct Table: @unchecked Sendable {
    let handle: OpaquePointer?
  }
}
