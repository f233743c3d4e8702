import Crypto
import FilterPolicy
import InternetMessage

/// Attachments as the findings name them.
enum AttachmentFacts {
  static func entity(_ part: Part, in message: Message) -> Entities.Attachment {
    let digest = SHA256.hash(data: message.decodedBody(part))
    return Entities.Attachment(name: part.fileName, type: part.contentType, sha256: hexadecimal(digest))
  }

  private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
