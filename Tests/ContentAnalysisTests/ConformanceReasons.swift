import Foundation

/// The files in which this module's tests say why a case of a suite does not hold.
enum ConformanceReasons {
  static func file(_ suite: String) -> URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Cases/conformance/\(suite).reasons")
  }
}
