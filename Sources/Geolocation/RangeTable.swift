/// Which country each address of a family is in: where each run of one country begins, sorted. 6 octets a run for IPv4, 18 for
/// IPv6; neighbouring ranges of one country are one run.
struct RangeTable<Address: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
  private var starts: [Address] = []
  private var codes: [CountryCode] = []
  /// The first address after the last range; `nil` after one that ends with the last address there is.
  private var next: Address? = 0

  var isEmpty: Bool { starts.isEmpty }

  /// Adds the range after all others.
  /// - Returns: `false`, and nothing is added, for a range that begins before the end of another, or ends before its beginning.
  mutating func append(_ first: Address, _ last: Address, _ code: CountryCode) -> Bool {
    guard let next, first >= next, last >= first else { return false }
    if first > next { begin(.none, at: next) }
    begin(code, at: first)
    let (following, isLast) = last.addingReportingOverflow(1)
    self.next = isLast ? nil : following
    return true
  }

  /// To be called after the last range.
  mutating func finish() {
    if let next, !isEmpty { begin(.none, at: next) }
  }

  private mutating func begin(_ code: CountryCode, at address: Address) {
    guard codes.last ?? .none != code else { return }
    starts.append(address)
    codes.append(code)
  }

  func code(of address: Address) -> CountryCode {
    var (low, high) = (0, starts.count)
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= address { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? .none : codes[low - 1]
  }
}
