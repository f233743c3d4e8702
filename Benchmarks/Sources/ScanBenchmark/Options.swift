/// `ScanBenchmark INDEX [--messages N] [--smallest OCTETS]`
struct Options {
  let index: String
  /// Messages at most.
  var limit = 2000
  /// Messages below this size are left out.
  var smallest = 0

  init(_ arguments: some Sequence<String>) throws {
    var iterator = arguments.makeIterator()
    guard let index = iterator.next(), !index.hasPrefix("-") else {
      throw UsageError("usage: ScanBenchmark INDEX [--messages N] [--smallest OCTETS]")
    }
    self.index = index
    while let name = iterator.next() {
      guard let value = iterator.next().flatMap({ Int($0) }) else { throw UsageError("\(name) needs a number") }
      switch name {
      case "--messages": limit = value
      case "--smallest": smallest = value
      default: throw UsageError("\(name) is not known; there are --messages and --smallest")
      }
    }
  }
}

struct UsageError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
