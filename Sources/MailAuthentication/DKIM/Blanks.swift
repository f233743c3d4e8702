/// Spaces and tabs, in single octets and in sixteen at a time.
enum Blanks {
  typealias Mask = SIMDMask<SIMD16<UInt8>.MaskStorage>

  @inline(__always)
  static func contains(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  @inline(__always)
  static func contains(_ octets: SIMD16<UInt8>) -> Mask { (octets .== space) .| (octets .== tab) }

  /// True for all octets that relaxed canonicalisation changes, given those after them, and for few others: a quick test,
  /// because most text has none.
  @inline(__always)
  static func mayChange(_ here: SIMD16<UInt8>, _ next: SIMD16<UInt8>) -> Mask {
    (here .== tab) .| ((here .== space) .& (next .<= space))
  }

  @inline(__always)
  static func none(in mask: Mask) -> Bool {
    let words = unsafeBitCast(mask, to: SIMD2<UInt64>.self)
    return words.x | words.y == 0
  }

  // As vectors: comparing with a single octet is done lane by lane.
  @inline(__always)
  static var space: SIMD16<UInt8> { SIMD16(repeating: 0x20) }
  @inline(__always)
  static var tab: SIMD16<UInt8> { SIMD16(repeating: 0x09) }
  @inline(__always)
  static var carriageReturn: SIMD16<UInt8> { SIMD16(repeating: 0x0D) }
  @inline(__always)
  static var lineFeed: SIMD16<UInt8> { SIMD16(repeating: 0x0A) }
}
