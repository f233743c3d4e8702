import ContentAnalysis
import InternetMessage

/// A message that is nothing but one attachment.
enum AttachedFile {
  static func facts(_ content: [UInt8], name: String = "a.bin", type: String = "application/octet-stream") -> AttachmentFacts? {
    let header = "Content-Type: \(type)\r\nContent-Disposition: attachment; filename=\"\(name)\"\r\n"
    let message = Array((header + "Content-Transfer-Encoding: binary\r\n\r\n").utf8) + content
    return ContentAnalyzer.analyze(Message(message)).attachments.first
  }
}
