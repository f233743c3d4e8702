public import Foundation

/// A corpus of real mail, laid out in a folder that goes with this object. Data of others: it is read and never acted upon.
public final class Corpus {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// Holds the index and the messages that it names.
  public let folder: URL
  private let parent: URL

  /// `nil` where no shared folder stands beside this checkout.
  /// - Throws: where the corpus cannot be unpacked.
  public init?(_ name: String) throws {
    guard let tool = SharedFolder.path("tools/unpack-corpora") else { return nil }
    parent = FileManager.default.temporaryDirectory.appendingPathComponent("corpora-\(UUID().uuidString)")
    folder = parent.appendingPathComponent(name)
    let unpacking = try Process.run(URL(fileURLWithPath: tool), arguments: [parent.path, name])
    unpacking.waitUntilExit()
    guard unpacking.terminationStatus == 0 else { throw Failure(description: "\(name) cannot be unpacked") }
  }

  deinit { try? FileManager.default.removeItem(at: parent) }

  /// Label and file of each message, in the order of the index.
  public func messages() throws -> [(label: String, file: URL)] {
    try String(contentsOf: folder.appendingPathComponent("index"), encoding: .utf8).split(separator: "\n").compactMap { line in
      let parts = line.split(separator: " ", maxSplits: 1)
      return parts.count == 2 ? (String(parts[0]), folder.appendingPathComponent(String(parts[1]))) : nil
    }
  }
}
