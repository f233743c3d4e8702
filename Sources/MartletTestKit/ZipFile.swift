/// Builds a zip (APPNOTE 4.3) of files that are stored as they are, and of zeros that are packed.
public struct ZipFile {
  private var local: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0
  private var last: Listed?

  /// What the directory repeats of a file: its fields, and where it begins.
  private struct Listed {
    let fields: [UInt8]
    let offset: Int
  }

  public init() {}

  /// A file as it is.
  public mutating func add(_ name: String, _ content: [UInt8] = []) {
    append(name, stored: content, method: 0, size: content.count, checksum: ZipFile.checksum(content))
  }

  /// A file of about `count` zeros, deflated to a hundred-and-fifty-eighth. Its checksum is not right: who looks at that has
  /// unpacked it all.
  public mutating func addZeros(_ name: String, count: Int) {
    append(name, stored: PackedZeros.deflated(count), method: 8, size: count, checksum: 0)
  }

  /// Lists the last file once more under another name: its content is not there twice.
  public mutating func repeatLast(as name: String) {
    guard let last else { return }
    list(name, last)
  }

  private mutating func append(_ name: String, stored: [UInt8], method: UInt32, size: Int, checksum: UInt32) {
    var fields = number(20, 2) + number(0, 2) + number(method, 2) + number(0, 4) + number(checksum, 4)
    fields += number(UInt32(stored.count), 4) + number(UInt32(size), 4)
    let listed = Listed(fields: fields, offset: local.count)
    local += number(0x0403_4B50, 4) + fields + number(UInt32(name.utf8.count), 2) + number(0, 2) + Array(name.utf8) + stored
    last = listed
    list(name, listed)
  }

  private mutating func list(_ name: String, _ listed: Listed) {
    directory += number(0x0201_4B50, 4) + number(20, 2) + listed.fields + number(UInt32(name.utf8.count), 2)
    directory += number(0, 12) + number(UInt32(listed.offset), 4) + Array(name.utf8)
    count += 1
  }

  /// Without the directory, as in a zip that was cut off.
  public var entries: [UInt8] { local }

  public var bytes: [UInt8] {
    let entries = number(UInt32(min(count, 0xFFFF)), 2)
    var end = number(0x0605_4B50, 4) + number(0, 4) + entries + entries
    end += number(UInt32(directory.count), 4) + number(UInt32(local.count), 4) + number(0, 2)
    return local + directory + end
  }

  private func number(_ value: UInt32, _ octets: Int) -> [UInt8] {
    (0..<octets).map { $0 < 4 ? UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) : 0 }
  }

  /// CRC-32 (ISO 3309).
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var sum: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? (sum >> 1) ^ 0xEDB8_8320 : sum >> 1 }
    }
    return ~sum
  }
}
