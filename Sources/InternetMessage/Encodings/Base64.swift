/// Base 64 as mail has it (RFC 2045 §6.8): characters outside the alphabet are passed over, padding may be missing, and what
/// follows padding is read on, because senders join encoded pieces.
public enum Base64 {
  /// At most `limit` octets.
  public static func decode(_ bytes: ArraySlice<UInt8>, limit: Int = .max) -> [UInt8] {
    let capacity = min(bytes.count / 4 * 3 + 3, limit)
    guard capacity > 0 else { return [] }
    return bytes.withUnsafeBufferPointer { input in
      [UInt8](unsafeUninitializedCapacity: capacity) { output, count in
        values.withUnsafeBufferPointer { count = decode(input, values: $0, into: output) }
      }
    }
  }

  /// Fills `output`, which has room for at least one octet, as far as the input goes; the number of octets written.
  private static func decode(
    _ input: UnsafeBufferPointer<UInt8>, values: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>
  ) -> Int {
    var quantum = Quantum()
    var index = 0
    var written = 0
    while index < input.count {
      // Four characters of the alphabet at once, as long as they come so.
      while quantum.count == 0, index + 4 <= input.count, written + 3 <= output.count {
        let first = values[Int(input[index])]
        let second = values[Int(input[index + 1])]
        let third = values[Int(input[index + 2])]
        let fourth = values[Int(input[index + 3])]
        guard (first | second | third | fourth) < 64 else { break }
        output[written] = first << 2 | second >> 4
        output[written + 1] = second << 4 | third >> 2
        output[written + 2] = third << 6 | fourth
        index += 4
        written += 3
      }
      guard index < input.count, written < output.count else { break }
      let value = values[Int(input[index])]
      if value < 64 { quantum.append(value) }
      if quantum.count == 4 || value == padding { quantum.write(to: output, at: &written) }
      index += 1
    }
    quantum.write(to: output, at: &written)
    return written
  }

  /// Up to four characters that wait for the rest of them.
  private struct Quantum {
    var bits: UInt32 = 0
    var count = 0

    mutating func append(_ value: UInt8) {
      bits = bits << 6 | UInt32(value)
      count += 1
    }

    /// Two characters hold one octet, three hold two, four hold three; one alone holds none.
    mutating func write(to output: UnsafeMutableBufferPointer<UInt8>, at written: inout Int) {
      let aligned = bits << (6 * UInt32(4 - count))
      for octet in 0..<max(0, count - 1) where written < output.count {
        output[written] = UInt8(truncatingIfNeeded: aligned >> (16 - 8 * UInt32(octet)))
        written += 1
      }
      self = Quantum()
    }
  }

  /// Lines of at most 76 characters, each with CRLF (RFC 2045 §6.8).
  static func encodedLines(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 57) {
      result.append(contentsOf: encoded(bytes[start..<min(start + 57, bytes.count)]))
      result.append(contentsOf: FieldText.lineEnd)
    }
    return result
  }

  /// On one line, padded.
  static func encoded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    for index in stride(from: bytes.startIndex, to: bytes.endIndex, by: 3) {
      result.append(contentsOf: quantum(bytes[index..<min(index + 3, bytes.endIndex)]))
    }
    return result
  }

  /// Four characters of one to three octets.
  private static func quantum(_ octets: ArraySlice<UInt8>) -> [UInt8] {
    let padded = octets + repeatElement(0, count: 3 - octets.count)
    let bits = padded.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    return (0..<4).map { position in
      position > octets.count ? UInt8(ascii: "=") : alphabet[Int(bits >> (18 - 6 * UInt32(position)) & 63)]
    }
  }

  static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  private static let padding: UInt8 = 64

  /// 64 for the padding, 255 for what is not in the alphabet.
  private static let values: [UInt8] = {
    var table = [UInt8](repeating: 255, count: 256)
    for (value, byte) in alphabet.enumerated() {
      table[Int(byte)] = UInt8(value)
    }
    table[Int(UInt8(ascii: "="))] = padding
    return table
  }()
}
