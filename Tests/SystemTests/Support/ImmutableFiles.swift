import Foundation

/// Files that not even root can write to while they are so marked, through descriptors opened before included.
struct ImmutableFiles {
  let folder: String
  /// Of the names.
  let prefix: String

  /// False where the file system does not know the mark, or we may not set it.
  @discardableResult
  func set(_ isImmutable: Bool) -> Bool {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let paths = names.filter { $0.hasPrefix(prefix) }.map { folder + "/" + $0 }
    let result = try? CommandResult.run("/usr/bin/chattr", [isImmutable ? "+i" : "-i"] + paths)
    return result?.status == 0
  }
}
