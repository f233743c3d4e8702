public import Foundation

/// The readable cases of one test target: files under its `Cases` folder.
public struct CaseFolder: Sendable {
  public enum Failure: Error {
    /// A loader that finds nothing would pass for ever without testing anything.
    case noCases(folder: String, suffix: String)
  }

  private let folder: URL

  /// `name` is a folder under the `Cases` folder beside the test file.
  public init(_ name: String, besideFile file: String = #filePath) {
    folder = URL(fileURLWithPath: file).deletingLastPathComponent().appendingPathComponent("Cases").appendingPathComponent(name)
  }

  /// The files that end in `suffix`, sorted by name.
  /// - Throws: `Failure.noCases` where there is none.
  public func files(endingIn suffix: String) throws -> [URL] {
    let found = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
    let files = found.filter { $0.lastPathComponent.hasSuffix(suffix) }.sorted { $0.path < $1.path }
    guard !files.isEmpty else { throw Failure.noCases(folder: folder.path, suffix: suffix) }
    return files
  }
}
