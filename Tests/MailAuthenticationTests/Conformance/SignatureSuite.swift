import Foundation
import MailAuthentication
import MailTypes
import MartletTestKit

/// The suites of others about signatures, read in place.
enum SignatureSuite {
  /// The objects of a JSON file; `nil` without a shared folder.
  static func cases(_ path: String) throws -> [[String: Any]]? {
    try SharedFolder.data("suites/" + path).map { try JSONSerialization.jsonObject(with: $0) as? [[String: Any]] ?? [] }
  }

  static func object(_ path: String) throws -> [String: Any] {
    try SharedFolder.data("suites/" + path).flatMap { try JSONSerialization.jsonObject(with: $0) as? [String: Any] } ?? [:]
  }

  static func message(base64 text: Any?) -> SignedMessage {
    SignedMessage((text as? String).flatMap { Data(base64Encoded: $0) }.map { [UInt8]($0) } ?? [])
  }

  static func message(file path: String) throws -> SignedMessage {
    SignedMessage([UInt8](try SharedFolder.data("suites/" + path) ?? Data()))
  }

  /// Seconds since 1970.
  static func time(_ seconds: Int) -> UTCTime { UTCTime(microseconds: Int64(seconds) * 1_000_000) }

  /// The reasons for the misses of a suite; `nil` where none are expected.
  static func reasons(_ suite: String, besideFile file: String = #filePath) -> URL? {
    let tests = URL(fileURLWithPath: file).deletingLastPathComponent().deletingLastPathComponent()
    let path = tests.appendingPathComponent("Cases/conformance/\(suite).reasons")
    return FileManager.default.fileExists(atPath: path.path) ? path : nil
  }
}
