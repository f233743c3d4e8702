/// Builds a zip of files that are stored as they are (APPNOTE 4.3).
struct ZipFile {
  private var local: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  mutating func add(_ name: String, _ content: [UInt8] = []) {
    let offset = local.count
    let size = number(UInt32(content.count), 4)
    var fields = number(20, 2) + number(0, 8)
    fields += number(ZipFile.checksum(content), 4) + size + size
    fields += number(UInt32(name.utf8.count), 2) + number(0, 2)
    local += number(0x0403_4B50, 4) + fields + Array(name.utf8) + content
    directory += number(0x0201_4B50, 4) + number(20, 2) + fields
    directory += number(0, 10) + number(UInt32(offset), 4) + Array(name.utf8)
    count += 1
  }

  /// Without the directory, as in a zip that was cut off.
  var entries: [UInt8] { local }

  var bytes: [UInt8] {
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
