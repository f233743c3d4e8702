import Glibc
import MailTypes

/// One folder of one mailbox on disk: `tmp`, `new`, `cur`. Its calls wait for the disk.
struct Maildir {
  private static let directoryMode: mode_t = 0o700
  private static let fileMode: mode_t = 0o600
  /// Octets copied at a time from the file of a large message.
  private static let copySize = 256 * 1024

  private let path: String

  /// Makes what is missing below `root`, and syncs the directories that got a new entry. A missing root is an error: it may
  /// be a disk that is not mounted.
  init(root: String, recipient: EmailAddress, folder: MaildirFolder) throws(MaildirError) {
    var path = root
    for component in MailboxPath.relative(recipient).split(separator: "/") {
      try Maildir.makeDirectory("\(path)/\(component)", in: path)
      path += "/\(component)"
    }
    try Maildir.makeSubdirectories(of: path)
    if !folder.directory.isEmpty {
      let subfolder = "\(path)/\(folder.directory)"
      try Maildir.makeDirectory(subfolder, in: path)
      try Maildir.makeSubdirectories(of: subfolder)
      // Maildir++: marks a folder as part of the mailbox above it.
      _ = try FileDescriptor("create", "\(subfolder)/maildirfolder", flags: O_WRONLY | O_CREAT, mode: Maildir.fileMode)
      path = subfolder
    }
    self.path = path
  }

  /// - Returns: the path of the new file.
  func store(_ content: OutgoingContent, as name: String) throws(MaildirError) -> String {
    let temporary = "\(path)/tmp/\(name)"
    let final = "\(path)/new/\(name)"
    defer { unlink(temporary) }
    try write(content, to: temporary)
    // `link`, not `rename`: it never replaces a message that has the name already.
    guard link(temporary, final) == 0 else { throw MaildirError("link", final) }
    do throws(MaildirError) {
      try Maildir.sync("\(path)/new")
    } catch {
      // What is not safely on disk is taken back: the message stays in the queue and will come again.
      unlink(final)
      throw error
    }
    return final
  }

  private func write(_ content: OutgoingContent, to path: String) throws(MaildirError) {
    let file = try FileDescriptor("create", path, flags: O_WRONLY | O_CREAT | O_EXCL, mode: Maildir.fileMode)
    for piece in content.pieces {
      switch (piece, content.stored) {
      case (.made(let bytes), _): try Maildir.write(bytes[...], to: file)
      case (.stored(let range), .bytes(let bytes)): try Maildir.write(bytes[range], to: file)
      case (.stored(let range), .file(let source, _)): try Maildir.copy(from: source, range, to: file)
      }
    }
    try file.sync()
  }
}

extension Maildir {
  private static func write(_ bytes: ArraySlice<UInt8>, to file: borrowing FileDescriptor) throws(MaildirError) {
    let result = bytes.withUnsafeBytes { buffer in Result { () throws(MaildirError) in try file.write(buffer) } }
    try result.get()
  }

  private static func copy(
    from path: String, _ range: Range<Int>, to file: borrowing FileDescriptor
  ) throws(MaildirError) {
    let source = try FileDescriptor("open", path, flags: O_RDONLY)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: copySize, alignment: 16)
    defer { buffer.deallocate() }
    var offset = range.lowerBound
    while offset < range.upperBound {
      let wanted = UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(copySize, range.upperBound - offset)])
      let count = try source.read(into: wanted, at: offset)
      // Shorter than when it was stored: half a message must not be delivered.
      guard count > 0 else { throw MaildirError("read", path, errno: EIO) }
      try file.write(UnsafeRawBufferPointer(rebasing: wanted[..<count]))
      offset += count
    }
  }

  private static func makeSubdirectories(of path: String) throws(MaildirError) {
    for name in ["tmp", "new", "cur"] { try makeDirectory("\(path)/\(name)", in: path) }
  }

  private static func makeDirectory(_ path: String, in parent: String) throws(MaildirError) {
    if mkdir(path, directoryMode) == 0 { return try sync(parent) }
    guard errno == EEXIST else { throw MaildirError("create", path) }
  }

  private static func sync(_ directory: String) throws(MaildirError) {
    try FileDescriptor("open", directory, flags: O_RDONLY | O_DIRECTORY).sync()
  }
}
