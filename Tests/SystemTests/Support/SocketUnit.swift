import Foundation

/// A socket unit of `Packaging/systemd`: what it binds, and the name under which it hands that over.
struct SocketUnit {
  let name: String
  let addresses: [String]

  init(_ file: URL) throws {
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    let values = { (key: String) in
      lines.filter { $0.hasPrefix(key + "=") }.map { String($0.dropFirst(key.count + 1)) }
    }
    name = values("FileDescriptorName").joined(separator: ",")
    addresses = values("ListenStream")
  }

  /// All there are, by name.
  static func packaged() throws -> [SocketUnit] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../Packaging/systemd").standardizedFileURL
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    return try files.filter { $0.pathExtension == "socket" }.map(SocketUnit.init).sorted { $0.name < $1.name }
  }
}
