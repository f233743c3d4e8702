import Foundation
import MartletTestKit

/// What a command printed and how it ended.
struct CommandResult {
  let status: Int
  let output: String
  let errors: String

  static func run(_ path: String, _ arguments: [String], input: Data? = nil) throws -> CommandResult {
    let folder = try TemporaryFolder()
    let file = { (name: String) in folder.url.appendingPathComponent(name) }
    try input?.write(to: file("input"))
    let process = try PeerProcess(
      [path], arguments: arguments, input: input == nil ? nil : file("input"), output: file("output"), errors: file("errors"))
    let status = process.wait()
    return CommandResult(status: status, output: text(file("output")), errors: text(file("errors")))
  }

  private static func text(_ file: URL) -> String {
    (try? Data(contentsOf: file)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}
