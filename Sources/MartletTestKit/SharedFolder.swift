public import Foundation

/// The conformance suites and corpora that stand beside a developer's checkout, in a folder named `shared`. They are data of
/// others and no part of the project: a clone without them runs its own fixtures only.
public enum SharedFolder {
  /// The path of `relative` under the first `shared` folder found beside this checkout, or `nil` where there is none.
  public static func path(_ relative: String, from file: String = #filePath) -> String? {
    var folder = URL(fileURLWithPath: file).deletingLastPathComponent()
    while folder.path != "/" {
      let candidate = folder.deletingLastPathComponent().appendingPathComponent("shared/" + relative).path
      if FileManager.default.fileExists(atPath: candidate) { return candidate }
      folder.deleteLastPathComponent()
    }
    print("skipped: no shared folder with \(relative) beside this checkout")
    return nil
  }

  /// The bytes of `relative`, or `nil` where there is no shared folder.
  public static func data(_ relative: String) throws -> Data? {
    guard let path = path(relative) else { return nil }
    return try Data(contentsOf: URL(fileURLWithPath: path))
  }
}
