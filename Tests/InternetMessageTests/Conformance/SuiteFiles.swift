import Foundation
import MartletTestKit

/// The conformance suites of others, read in place.
enum SuiteFiles {
  /// The JSON of a file, as arrays and dictionaries; `nil` without a shared folder.
  static func json(_ path: String) throws -> Any? {
    try SharedFolder.data("suites/" + path).map { try JSONSerialization.jsonObject(with: $0, options: .fragmentsAllowed) }
  }

  static func bytes(_ path: String) throws -> [UInt8]? { try SharedFolder.data("suites/" + path).map { Array($0) } }

  /// The paths of all files in a folder that `isWanted`, relative to it and sorted; `nil` without a shared folder.
  static func names(in folder: String, where isWanted: (String) -> Bool) -> [String]? {
    guard let path = SharedFolder.path("suites/" + folder) else { return nil }
    let found = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    return found.filter(isWanted).sorted()
  }

  /// The reasons for the misses of a suite; `nil` where none are expected.
  static func reasons(_ suite: String, besideFile file: String = #filePath) throws -> URL? {
    let tests = URL(fileURLWithPath: file).deletingLastPathComponent().deletingLastPathComponent()
    let path = tests.appendingPathComponent("Cases/conformance/\(suite).reasons")
    return FileManager.default.fileExists(atPath: path.path) ? path : nil
  }
}
