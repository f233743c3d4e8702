import MailTypes

/// The host of a link entry as one number, by which nearly all links that no entry is about are told without being taken apart:
/// a message has many links, and each would be looked up by a dozen names. Two hosts may share a number.
struct HostHash: Hashable, Sendable {
  // FNV-1a, from the end of a name to its start, so that the names above a name are met on the way to it.
  private var value: UInt64 = 0xCBF2_9CE4_8422_2325

  init(_ host: URLPattern.Host) {
    switch host {
    case .domain(let domain): add(domain.text.utf8)
    case .address(let address): add("\(address)".utf8)
    }
  }

  private init() {}

  private mutating func add(_ text: some BidirectionalCollection<UInt8>) {
    for byte in text.reversed() { add(byte) }
  }

  private mutating func add(_ byte: UInt8) {
    value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
  }

  /// Whether a link names a host that `isKnown` has, in its authority or behind it. True as well for links in which a host may
  /// be written in another way: with other letters than those of ASCII, or as an IPv6 address.
  static func canNameHost(_ link: String, among isKnown: (HostHash) -> Bool) -> Bool {
    link.utf8.withContiguousStorageIfAvailable { canNameHost($0, isKnown) } ?? true
  }

  private static func canNameHost(_ link: UnsafeBufferPointer<UInt8>, _ isKnown: (HostHash) -> Bool) -> Bool {
    let authorityEnd = end(ofAuthorityIn: link)
    var hash = HostHash()
    var isName = false
    for index in link.indices.reversed() {
      let byte = link[index]
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "-"):
        hash.add(byte | 0x20)
        isName = true
      case UInt8(ascii: "."):
        if isName, isKnown(hash) { return true }
        // The dot at the end of a name is no part of it.
        if isName { hash.add(byte) }
      case UInt8(ascii: "_") where index < authorityEnd:
        hash.add(byte)
        isName = true
      case 0x80..., UInt8(ascii: "["): return true
      default:
        if isName, isKnown(hash) { return true }
        hash = HostHash()
        isName = false
      }
    }
    return isName && isKnown(hash)
  }

  /// Behind it an underscore divides names (`LinkTarget.namesInPath`).
  private static func end(ofAuthorityIn link: UnsafeBufferPointer<UInt8>) -> Int {
    let slash = UInt8(ascii: "/")
    guard let colon = link.firstIndex(of: UInt8(ascii: ":")), colon + 3 <= link.count else { return link.count }
    return link[(colon + 3)...].firstIndex { $0 == slash || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "\\") } ?? link.count
  }
}
