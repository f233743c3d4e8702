extension Fingerprints {
  /// Words below which a text is too short to tell from others.
  static let wordLimit = 8
  /// Elements below which HTML is what every mail program writes.
  static let elementLimit = 8
  /// Links that are read.
  static let linkLimit = 100

  init(text: [UInt8], shape: [UInt8], links: [Link]) {
    self.text = Fingerprints.text(text)
    structure = Fingerprints.structure(shape)
    self.links = Fingerprints.links(links)
  }

  /// Runs of three words, in any order.
  private static func text(_ text: [UInt8]) -> UInt64? {
    var hash = SimHash()
    var previous: (UInt64, UInt64) = (0, 0)
    var words = 0
    WordHasher.forEachWord(in: text) { word in
      words += 1
      if words >= 3 { hash.add(combined(previous.0, previous.1, word.hash)) }
      previous = (previous.1, word.hash)
    }
    return words >= wordLimit ? hash.value : nil
  }

  /// Runs of three elements.
  private static func structure(_ shape: [UInt8]) -> UInt64? {
    guard shape.count >= elementLimit else { return nil }
    var hash = SimHash()
    for index in 2..<shape.count {
      hash.add(combined(UInt64(shape[index - 2]), UInt64(shape[index - 1]), UInt64(shape[index])))
    }
    return hash.value
  }

  /// The set of the followed links' forms: equal for all copies of a campaign whose links differ in what names the reader.
  private static func links(_ links: [Link]) -> UInt64? {
    let forms = Set(links.lazy.filter { $0.origin.isFollowed }.prefix(linkLimit).map { LinkForm.hash(of: $0.target) })
    guard !forms.isEmpty else { return nil }
    // A sum does not depend on the order.
    return SimHash.mixed(forms.reduce(UInt64(0)) { $0 &+ SimHash.mixed($1) })
  }

  private static func combined(_ first: UInt64, _ second: UInt64, _ third: UInt64) -> UInt64 {
    SimHash.mixed(SimHash.mixed(first) &+ 3 &* second) &+ 5 &* third
  }
}
