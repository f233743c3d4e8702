public import Foundation

/// A program that a test runs to its end, for what it prints.
public enum PeerCommand {
  public struct Result: Sendable {
    public let status: Int
    /// What it printed, complaints included.
    public let output: String
  }

  /// - Throws: where it is not installed.
  public static func run(_ path: String, _ arguments: [String], input: Data = Data()) throws -> Result {
    let folder = try TemporaryFolder()
    let (source, target) = (folder.url.appendingPathComponent("input"), folder.url.appendingPathComponent("output"))
    try input.write(to: source)
    let process = try PeerProcess([path], arguments: arguments, input: source, output: target)
    let status = process.wait()
    return Result(status: status, output: String(decoding: try Data(contentsOf: target), as: UTF8.self))
  }
}
