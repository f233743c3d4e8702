/// The relaxed form of a field's value (RFC 6376 §3.4.2): unfolded, one space for any white space, none at either end.
struct RelaxedValue {
  private let target: UnsafeMutableRawPointer
  private(set) var count = 0
  private var holdsSpace = false

  /// Octets behind the end of the target that may be written to, and mean nothing.
  static let slack = 16

  /// `target` has room for all that is written, and for the slack.
  init(_ target: UnsafeMutableRawPointer) { self.target = target }

  mutating func write(_ bytes: UnsafeRawBufferPointer) {
    var index = 0
    while index < bytes.count {
      index = skipBlanks(bytes, from: index)
      guard index < bytes.count else { return }
      if holdsSpace, count > 0 { write(0x20) }
      holdsSpace = false
      // Not a blank, and a CR only where it is content.
      write(bytes[index])
      index = copyRun(bytes, from: index + 1)
    }
  }

  private mutating func write(_ byte: UInt8) {
    target.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
    count += 1
  }

  /// Copies up to the next tab or CR, or space that is not a single one, sixteen octets at a time where there are as many.
  private mutating func copyRun(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    var index = start
    while index + 17 <= bytes.count {
      let here = bytes.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
      let next = bytes.loadUnaligned(fromByteOffset: index &+ 1, as: SIMD16<UInt8>.self)
      guard Blanks.none(in: Blanks.mayChange(here, next) .| (here .== Blanks.carriageReturn)) else { break }
      target.storeBytes(of: here, toByteOffset: count, as: SIMD16<UInt8>.self)
      count &+= 16
      index &+= 16
    }
    while index < bytes.count, bytes[index] > 0x20 || isSingleSpace(bytes, index) {
      write(bytes[index])
      index += 1
    }
    return index
  }

  private func isSingleSpace(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> Bool {
    bytes[index] == 0x20 && index + 1 < bytes.count && bytes[index + 1] > 0x20
  }

  /// Goes over white space and line ends, which only folds can hold here.
  private mutating func skipBlanks(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    var index = start
    while index < bytes.count {
      if Blanks.contains(bytes[index]) {
        holdsSpace = true
        index += 1
      } else if bytes[index] == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A {
        index += 2
      } else {
        break
      }
    }
    return index
  }
}
