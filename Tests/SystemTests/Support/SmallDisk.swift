import Foundation

/// A file system in memory of a few megabytes, mounted over a folder. Mounting takes root, which the tests have in CI.
final class SmallDisk {
  private let path: String

  init(path: String, megabytes: Int) throws {
    self.path = path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try SmallDisk.run("/bin/mount", ["-t", "tmpfs", "-o", "size=\(megabytes)m,mode=700", "tmpfs", path])
  }

  /// Takes all the room that is left.
  func fill() throws {
    _ = FileManager.default.createFile(atPath: path + "/filler", contents: nil)
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path + "/filler"))
    let block = Data(count: 4096)
    while (try? handle.write(contentsOf: block)) != nil {}
    try? handle.close()
  }

  func empty() throws { try FileManager.default.removeItem(atPath: path + "/filler") }

  /// No file can be made in the folder and those below it, not even by root.
  func makeReadOnly(_ isReadOnly: Bool) throws {
    for folder in ["incoming", "messages"] {
      let place = path + "/" + folder
      if isReadOnly {
        try SmallDisk.run("/bin/mount", ["--bind", place, place])
        try SmallDisk.run("/bin/mount", ["-o", "remount,ro,bind", place])
      } else {
        try SmallDisk.run("/bin/umount", [place])
      }
    }
  }

  func unmount() { try? SmallDisk.run("/bin/umount", ["-l", path]) }

  private static func run(_ command: String, _ arguments: [String]) throws {
    let result = try CommandResult.run(command, arguments)
    guard result.status == 0 else { throw Gateway.Failure(description: "\(command) \(arguments): \(result.errors)") }
  }
}
