public import Foundation

/// A program started for one test, ended with the value.
public final class PeerProcess: @unchecked Sendable {
  public struct Failure: Error, CustomStringConvertible {
    public let description: String
  }

  // Set up once before anybody else sees the value; Foundation's Process may be asked to end from any thread.
  private let process = Process()

  /// Starts the first of `paths` that is there.
  /// - Throws: `Failure` where none is, or it cannot be started.
  public init(_ paths: [String], arguments: [String], output: URL? = nil) throws {
    guard let path = paths.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else {
      throw Failure(description: "not installed: \(paths.joined(separator: ", ")); scripts/test installs what tests need")
    }
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    let sink = output.flatMap {
      FileManager.default.createFile(atPath: $0.path, contents: nil) ? try? FileHandle(forWritingTo: $0) : nil
    }
    process.standardOutput = sink ?? FileHandle.nullDevice
    process.standardError = sink ?? FileHandle.nullDevice
    try process.run()
  }

  public var isRunning: Bool { process.isRunning }

  /// For a program that ends by itself.
  public func wait() { process.waitUntilExit() }

  /// Asks it to end, and waits until it has.
  public func stop() {
    guard process.isRunning else { return }
    process.terminate()
    process.waitUntilExit()
  }

  deinit { stop() }
}
