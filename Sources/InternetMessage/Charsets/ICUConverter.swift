import CICU

/// A converter of ICU, which knows every character set that mail has ever used.
struct ICUConverter: ~Copyable {
  private let converter: OpaquePointer

  /// Scanners have no files; ICU would look for converters in its data directory first.
  private static let noFiles: Void = icu_use_no_files()

  static func isKnown(_ name: String) -> Bool {
    noFiles
    return !name.utf8.contains(0) && icu_converter_name_count(name) > 0
  }

  /// `nil` where ICU has no such converter. With `isStrict` what is not mapped is an error, else it becomes U+FFFD.
  init?(_ name: String, isStrict: Bool = false) {
    guard ICUConverter.isKnown(name), let converter = icu_converter_open(name, isStrict ? 1 : 0) else { return nil }
    self.converter = converter
  }

  deinit { icu_converter_close(converter) }

  /// The text as UTF-8; empty where ICU gives up.
  func utf8(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    let length = Int32(clamping: bytes.count)
    // An octet becomes three at most in nearly every set; where it becomes more, ICU says how many.
    var capacity = Int32(clamping: bytes.count.multipliedReportingOverflow(by: 3).partialValue &+ 16)
    for _ in 0..<2 {
      var needed: Int32 = 0
      let result = [UInt8](unsafeUninitializedCapacity: Int(capacity)) { output, count in
        needed = bytes.withUnsafeBufferPointer {
          icu_converter_to_utf8(converter, output.baseAddress, capacity, $0.baseAddress, length)
        }
        count = Int(max(0, min(needed, capacity)))
      }
      if needed <= capacity { return result }
      capacity = needed
    }
    return []
  }

  /// The one character that the octets stand for; `nil` where they stand for none, or for more.
  func scalar(_ bytes: [UInt8]) -> UInt32? {
    var units: (UInt16, UInt16) = (0, 0)
    let count = withUnsafeMutablePointer(to: &units) { pointer in
      pointer.withMemoryRebound(to: UInt16.self, capacity: 2) {
        icu_converter_to_utf16(converter, $0, 2, bytes, Int32(clamping: bytes.count))
      }
    }
    if count == 1, units.0 != 0xFFFD { return UInt32(units.0) }
    guard count == 2, (0xD800..<0xDC00).contains(units.0), (0xDC00..<0xE000).contains(units.1) else { return nil }
    return 0x10000 + (UInt32(units.0) & 0x3FF) << 10 + UInt32(units.1) & 0x3FF
  }
}
