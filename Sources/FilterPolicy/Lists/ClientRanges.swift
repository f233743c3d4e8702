import MailTypes

/// Ranges of addresses, found by bisection.
struct ClientRanges: Sendable {
  /// Sorted, none touching another.
  private let ranges: [ClosedRange<UInt32>]

  init(_ ranges: some Sequence<ClientRange>) {
    var merged: [ClosedRange<UInt32>] = []
    for range in ranges.map(\.addresses).sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, range.lowerBound <= last.upperBound {
        merged[merged.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    self.ranges = merged
  }

  var addressCount: Int { ranges.reduce(0) { $0 + $1.count } }

  func contains(_ address: IPAddress) -> Bool {
    guard case .v4(let value) = address else { return false }
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < value { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(value)
  }
}
