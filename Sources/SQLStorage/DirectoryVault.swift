import Crypto
import GatewayStorage
import Glibc
import MailTypes
import Synchronization

/// Large messages as files: `<state>/incoming/<random>` while they are received, `<state>/messages/ab/<random>` once they
/// are adopted. One process owns the folder; a lock file says so. All calls block.
final class DirectoryVault: Sendable {
  let incoming: String
  let messages: String
  private let files: any FileOperations
  private let lock: FolderLock
  /// What an earlier process was receiving when it ended.
  private let leftovers: [String]
  /// Digests of files that are adopted and have no row yet.
  private let digests = Mutex<[String: [UInt8]]>([:])
  /// Files of deleted messages that a running backup may still want, and how many backups run.
  private let retained = Mutex<(backups: Int, names: [String])>((0, []))

  /// - Throws: `StoreError` where the folder cannot be written or another process owns it.
  init(state: String, files: any FileOperations) throws {
    self.files = files
    incoming = state + "/incoming"
    messages = state + "/messages"
    _ = try files.makeFolder(state)
    lock = try FolderLock(folder: state)
    let isNew = try [files.makeFolder(incoming), files.makeFolder(messages)].contains(true)
    if isNew { try files.synchronize(folder: state) }
    leftovers = try ContentFile.names(in: incoming)
  }

  func makeIncomingFile() -> String { incoming + "/" + DirectoryVault.randomName() }

  /// Design §4: the bytes synced, then visible under their name, then the directory synced. The row comes after.
  func adopt(_ content: MessageContent) throws -> MessageContent {
    switch content {
    case .bytes(let bytes) where bytes.count <= inlineContentLimit:
      return content
    case .bytes(let bytes):
      let path = makeIncomingFile()
      try files.write(bytes, to: path)
      return try move(path, size: bytes.count)
    case .file(let path, let size):
      if name(of: path) != nil { return content }
      guard size <= inlineContentLimit else { return try move(path, size: size) }
      let bytes = try ContentFile.read(path)
      try files.remove(path)
      return .bytes(bytes)
    }
  }

  private func move(_ path: String, size: Int) throws -> MessageContent {
    let name = DirectoryVault.randomName()
    try files.synchronize(file: path)
    let (digest, found) = try ContentFile.digest(path)
    guard found == size else { throw StoreError(.damaged, "\(path) has \(found) octets instead of \(size)") }
    digests.withLock { $0[name] = digest }
    do {
      try place(path, as: name)
    } catch {
      forgetDigest(of: name)
      throw error
    }
    return .file(path: self.path(of: name), size: size)
  }

  private func place(_ path: String, as name: String) throws {
    let folder = "\(messages)/\(name.prefix(2))"
    if try files.makeFolder(folder) { try files.synchronize(folder: messages) }
    try files.rename(path, to: self.path(of: name))
    try files.synchronize(folder: folder)
  }

  /// Puts a file of a backup back under its name, as `adopt` does a new one.
  func restore(_ name: String, from source: String, digest: [UInt8]) throws {
    let incoming = makeIncomingFile()
    guard try ContentFile.copy(source, to: incoming) == digest else {
      try? files.remove(incoming)
      throw StoreError(.damaged, "\(source) is not what was backed up; restore from another backup")
    }
    try place(incoming, as: name)
  }

  /// The digest of an adopted file whose row is about to be written.
  func digest(of name: String) throws -> [UInt8] {
    if let digest = digests.withLock({ $0[name] }) { return digest }
    return try ContentFile.digest(path(of: name)).digest
  }

  func forgetDigest(of name: String) { digests.withLock { $0[name] = nil } }

  func path(of name: String) -> String { "\(messages)/\(name.prefix(2))/\(name)" }

  /// The name under which an adopted file is known; `nil` for any other path.
  func name(of path: String) -> String? {
    guard let slash = path.lastIndex(of: "/") else { return nil }
    let name = String(path[path.index(after: slash)...])
    return self.path(of: name) == path ? name : nil
  }

  /// Removes files whose rows are gone; later, where a backup may still copy them. What cannot be removed now is an
  /// orphan, which the next sweep removes.
  func remove(_ names: [String]) {
    let isRetained = retained.withLock { retained in
      guard retained.backups > 0 else { return false }
      retained.names += names
      return true
    }
    guard !isRetained else { return }
    for name in names { try? files.remove(path(of: name)) }
  }

  func discard(_ content: MessageContent) {
    guard case .file(let path, _) = content else { return }
    if let name = name(of: path) { forgetDigest(of: name) }
    try? files.remove(path)
  }

  /// Runs `body` while no file is removed.
  func retaining<Value>(_ body: () throws -> Value) rethrows -> Value {
    retained.withLock { $0.backups += 1 }
    defer {
      let names = retained.withLock { retained -> [String] in
        retained.backups -= 1
        guard retained.backups == 0 else { return [] }
        defer { retained.names = [] }
        return retained.names
      }
      remove(names)
    }
    return try body()
  }

  /// A row names the file again: it is not removed at the end of `retaining`.
  func keep(_ name: String) { retained.withLock { retained in retained.names.removeAll { $0 == name } } }

  /// Removes what an earlier process was receiving, and the adopted files that no row names or is about to name.
  /// - Parameter known: reads the names in rows; no row is written meanwhile.
  /// - Returns: how many.
  func removeOrphans(known: () throws -> Set<String>) throws -> Int {
    var adopted: [String] = []
    for shard in try ContentFile.names(in: messages) { adopted += try ContentFile.names(in: messages + "/" + shard) }
    let named = Set(digests.withLock { $0.keys }).union(try known())
    let orphans = leftovers.map { incoming + "/" + $0 } + adopted.filter { !named.contains($0) }.map(path)
    let present = orphans.filter { ContentFile.size($0) != nil }
    for orphan in present { try files.remove(orphan) }
    return present.count
  }

  /// 128 random bits: nothing about the message, and never the same twice.
  private static func randomName() -> String {
    let digits = (0..<2).map { _ in String(UInt64.random(in: .min ... .max), radix: 16) }
    return digits.map { String(repeating: "0", count: 16 - $0.count) + $0 }.joined()
  }
}
