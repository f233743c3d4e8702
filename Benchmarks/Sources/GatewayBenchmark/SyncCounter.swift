import Foundation

/// The counter of the preloaded library, and the environment that loads it.
struct SyncCounter {
  let environment: [String: String]
  private let file: URL

  init(folder: URL, library: String, delayMilliseconds: Int) throws {
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
    // Copied, because the servers' accounts may not be able to read the build folder.
    let copy = folder.appendingPathComponent("libSyncShim.so")
    try FileManager.default.copyItem(at: URL(fileURLWithPath: library), to: copy)
    file = folder.appendingPathComponent("count")
    FileManager.default.createFile(atPath: file.path, contents: Data(count: 8), attributes: [.posixPermissions: 0o666])
    environment = [
      "LD_PRELOAD": copy.path, "SYNC_SHIM_COUNTER": file.path, "SYNC_SHIM_DELAY_US": "\(delayMilliseconds * 1000)",
    ]
  }

  var count: Int {
    guard let data = try? Data(contentsOf: file), data.count >= 8 else { return 0 }
    return data.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
