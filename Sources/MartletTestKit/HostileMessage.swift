/// A message that is built to cost more than it should.
public struct HostileMessage: Sendable, CustomStringConvertible {
  public let description: String
  /// Of the signal that says what is wrong, and a word of its detail.
  public let signal: String
  public let detail: String
  public let make: @Sendable () -> [UInt8]

  init(_ description: String, _ signal: String, detail: String = "", _ make: @escaping @Sendable () -> [UInt8]) {
    self.description = description
    self.signal = signal
    self.detail = detail
    self.make = make
  }

  public static let all: [HostileMessage] = structures + pages + archives

  private static let html = "Content-Type: text/html\r\n\r\n"
  private static let multipart = "Content-Type: multipart/mixed; boundary="
  private static let attachment =
    "Content-Type: application/octet-stream; name=a.bin\r\nContent-Transfer-Encoding: base64\r\n\r\n"
  private static let zip = "Content-Type: application/zip; name=a.zip\r\nContent-Transfer-Encoding: binary\r\n\r\n"

  private static let structures = [
    HostileMessage("100,000 parts", "mime.excessive", detail: "tooManyParts") {
      Array((multipart + "b\r\n\r\n").utf8) + repeated("--b\r\n\r\nx\r\n", 100_000)
    },
    HostileMessage("10,000 nested multiparts", "mime.excessive", detail: "tooDeep") {
      (0..<10_000).flatMap { Array("\(multipart)b\($0)\r\n\r\n--b\($0)\r\n".utf8) }
    },
    HostileMessage("10,000 nested messages", "mime.excessive", detail: "tooDeep") {
      repeated("Content-Type: message/rfc822\r\n\r\n", 10_000)
    },
    HostileMessage("200,000 header fields", "mime.excessive", detail: "tooManyFields") {
      repeated("A: b\r\n", 200_000)
    },
    HostileMessage("50 MB of one line of base 64", "header.noFrom") {
      Array(attachment.utf8) + [UInt8](repeating: UInt8(ascii: "Q"), count: 50_000_000)
    },
  ]

  private static let pages = [
    HostileMessage("50,000 nested divs", "html.excessive") { Array(html.utf8) + repeated("<div>", 50_000) },
    HostileMessage("20,000 attributes", "html.excessive") {
      Array((html + "<p").utf8) + repeated(" a=b", 20_000) + Array(">text".utf8)
    },
    HostileMessage("20,000 links", "html.excessive") {
      Array(html.utf8) + repeated("<a href=http://a.example/>x</a>", 20_000)
    },
  ]

  private static let archives = [
    HostileMessage("16 MB of zeros in 45 octets", "attachment.archiveBomb") {
      Array((attachment + "QlpoOTFBWSZTWVKFPiUAgIDAAMAAAAggADCAKRoBANIBAOLuSKcKEgpQp8Sg\r\n").utf8)
    },
    HostileMessage("A zip of 256 MB of zeros in 1.7 MB", "attachment.archiveBomb", detail: "ratio") {
      var bomb = ZipFile()
      for number in 0..<16 { bomb.addZeros("\(number).bin", count: 1 << 24) }
      return Array(zip.utf8) + bomb.bytes
    },
    HostileMessage("A zip that lists 16 MB of zeros a thousand times", "attachment.archiveBomb", detail: "ratio") {
      var bomb = ZipFile()
      bomb.addZeros("0.bin", count: 1 << 24)
      for number in 1..<1000 { bomb.repeatLast(as: "\(number).bin") }
      return Array(zip.utf8) + bomb.bytes
    },
    HostileMessage("Zips in zips, five deep, four in each", "attachment.archiveBomb", detail: "depth") {
      var bomb = ZipFile()
      bomb.addZeros("0.bin", count: 1 << 20)
      for _ in 0..<4 {
        let inner = bomb.bytes
        bomb = ZipFile()
        for number in 0..<4 { bomb.add("\(number).zip", inner) }
      }
      return Array(zip.utf8) + bomb.bytes
    },
  ]

  private static func repeated(_ text: String, _ count: Int) -> [UInt8] {
    let unit = Array(text.utf8)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(unit.count * count)
    for _ in 0..<count { bytes += unit }
    return bytes
  }
}
