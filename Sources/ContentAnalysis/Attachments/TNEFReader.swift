/// The files in a TNEF stream (MS-OXTNEF), which Outlook calls `winmail.dat`.
struct TNEFReader {
  struct File {
    var name: String
    var content: [UInt8]
  }

  /// Files read; people send a dozen.
  static let fileLimit = 100

  private(set) var files: [File] = []
  /// It ends before it should.
  private(set) var isDamaged = false

  // MS-OXTNEF §2.1.3.3: attributes of attachments.
  private static let renderData = 0x9002
  private static let title = 0x8010
  private static let data = 0x800F

  init(_ content: [UInt8]) {
    var index = 6
    while index < content.count {
      // MS-OXTNEF §2.1.3.1: level, id, type, length, data, checksum.
      guard let identifier = ByteSearch.littleEndian(content, at: index + 1, count: 2),
        let length = ByteSearch.littleEndian(content, at: index + 5, count: 4), index + 9 <= content.count - length
      else {
        isDamaged = true
        return
      }
      let value = content[(index + 9)..<(index + 9 + length)]
      switch identifier {
      case TNEFReader.renderData where files.count < TNEFReader.fileLimit: files.append(File(name: "", content: []))
      case TNEFReader.title where !files.isEmpty:
        files[files.count - 1].name = String(decoding: value.prefix { $0 != 0 }, as: UTF8.self)
      case TNEFReader.data where !files.isEmpty: files[files.count - 1].content = Array(value)
      default: break
      }
      index += 9 + length + 2
    }
  }
}
