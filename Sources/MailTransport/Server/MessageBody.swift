import MailTypes

/// The content of the message coming in: in memory while it is small, in a file from then on.
struct MessageBody {
  /// Octets held in memory per message. Most mail is smaller, and never touches a file of its own.
  static let memoryLimit = 262_144

  private(set) var bytes: [UInt8] = []
  private(set) var file: ContentFile?
  private var fileSize = 0
  /// Octets of `bytes` counted against what all connections share.
  private(set) var reserved = 0

  /// False where the content has to go to a file: too large, or memory is short everywhere.
  mutating func append(_ more: [UInt8], reservingFrom resources: SMTPServerResources) -> Bool {
    guard bytes.count + more.count <= MessageBody.memoryLimit, resources.reserveBodyMemory(more.count) else { return false }
    reserved += more.count
    bytes.append(contentsOf: more)
    return true
  }

  /// Gives the memory part away: it has been written to the file.
  mutating func takeBytes(releasingTo resources: SMTPServerResources) -> [UInt8] {
    defer {
      bytes = []
      release(to: resources)
    }
    return bytes
  }

  mutating func wrote(_ count: Int, to file: ContentFile) {
    self.file = file
    fileSize += count
  }

  /// Writing failed, and the file is gone.
  mutating func lostFile() {
    file = nil
  }

  mutating func release(to resources: SMTPServerResources) {
    resources.releaseBodyMemory(reserved)
    reserved = 0
  }

  var content: MessageContent {
    if let file { .file(path: file.path, size: fileSize) } else { .bytes(bytes) }
  }
}
