import Foundation

/// What `Package.swift` declares about the modules, read from its text: the rows `Module(rank, "Name", ["Use", …], products: […])`.
struct Manifest {
  struct Module {
    let name: String
    let rank: Int
    let uses: [String]
    let products: [String]
  }

  let modules: [Module]

  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  init() throws {
    let text = try String(contentsOf: Manifest.root.appendingPathComponent("Package.swift"), encoding: .utf8)
    let constant = /let (\w+) = Target\.Dependency\.product\(name: "(\w+)"/
    let products = Dictionary(uniqueKeysWithValues: text.matches(of: constant).map { (String($0.1), String($0.2)) })
    let row = /Module\(\s*(\d+),\s*"(\w+)"(?:,\s*\[([^\]]*)\])?(?:,\s*products: \[([^\]]*)\])?\)/
    modules = text.matches(of: row).map { match in
      Module(
        name: String(match.2), rank: Int(match.1) ?? -1,
        uses: Manifest.words(match.3 ?? "").map { $0.trimmingCharacters(in: ["\""]) },
        products: Manifest.words(match.4 ?? "").compactMap { products[$0] })
    }
  }

  private static func words(_ list: Substring) -> [String] {
    list.split(separator: ",").map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }.filter { !$0.isEmpty }
  }

  /// The Swift files of a folder under the root.
  static func swiftFiles(in folder: String) -> [URL] {
    let start = root.appendingPathComponent(folder)
    let all = FileManager.default.enumerator(at: start, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
    return all.filter { $0.pathExtension == "swift" }
  }
}
