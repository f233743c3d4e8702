import Foundation

/// The messages an index names, in memory.
struct Corpus {
  let messages: [[UInt8]]
  let octets: Int

  /// An index has a line for each message: `label path`, the path relative to the index.
  init(_ options: Options) throws {
    let index = URL(fileURLWithPath: options.index)
    let folder = index.deletingLastPathComponent()
    var messages: [[UInt8]] = []
    for line in try String(contentsOf: index, encoding: .utf8).split(separator: "\n") where messages.count < options.limit {
      guard let path = line.split(separator: " ", maxSplits: 1).dropFirst().first else { continue }
      let message = [UInt8](try Data(contentsOf: folder.appendingPathComponent(String(path))))
      if message.count >= options.smallest { messages.append(message) }
    }
    guard !messages.isEmpty else { throw UsageError("\(options.index) names no message of \(options.smallest) octets or more") }
    self.messages = messages
    octets = messages.reduce(0) { $0 + $1.count }
  }
}
