import Foundation
import SyncShim

/// Acknowledged messages per second, syncs per message, processor time and memory of Martlet, beside a Postfix that filters
/// nothing, with the same next hop and in the same run.
@main
struct GatewayBenchmark {
  static func main() async {
    do {
      let options = try Options(CommandLine.arguments.dropFirst())
      try Benchmark(options: options).run()
    } catch {
      FileHandle.standardError.write(Data("GatewayBenchmark: \(error)\n".utf8))
      exit(1)
    }
  }
}

struct Options {
  /// The release build of `martlet`.
  var martlet = ".build/release/martlet"
  /// Messages in one measurement.
  var messages = 3000
  var sessions = [1, 20, 100]
  /// Milliseconds added to every sync.
  var delays = [0, 5]
  /// Octets of a message.
  var size = 5000
  var idleConnections = 2000
  /// The folder of the SyncShim library: that of this executable.
  let shim: String

  init(_ arguments: some Sequence<String>) throws {
    let folder = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    shim = folder.appendingPathComponent("libSyncShim.so").path
    var iterator = arguments.makeIterator()
    while let name = iterator.next() {
      guard let value = iterator.next() else { throw BenchmarkError("\(name) needs a value") }
      let numbers = value.split(separator: ",").compactMap { Int($0) }
      switch name {
      case "--martlet": martlet = value
      case "--messages": messages = numbers.first ?? messages
      case "--sessions": sessions = numbers
      case "--delays": delays = numbers
      case "--idle": idleConnections = numbers.first ?? idleConnections
      default: throw BenchmarkError("\(name) is not known; there are --martlet, --messages, --sessions, --delays, --idle")
      }
    }
    guard FileManager.default.fileExists(atPath: shim) else {
      throw BenchmarkError("\(shim) is missing: build the package first")
    }
    guard FileManager.default.isExecutableFile(atPath: martlet) else {
      throw BenchmarkError("\(martlet) is missing: swift build -c release --product martlet")
    }
  }
}

struct BenchmarkError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
