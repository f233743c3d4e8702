import MailTypes

/// What a client is compared with (RFC 7208 §5). A missing domain is the one whose record is being read.
public enum SPFMechanism: Hashable, Sendable {
  case all
  case include(SPFMacroString)
  case a(SPFMacroString?, SPFPrefixLengths)
  case mx(SPFMacroString?, SPFPrefixLengths)
  case ptr(SPFMacroString?)
  /// Bits beyond the length do not count.
  case ip4(UInt32, length: Int)
  case ip6(high: UInt64, low: UInt64, length: Int)
  case exists(SPFMacroString)
}

/// How many bits of an address have to agree (RFC 7208 §5.6 `dual-cidr-length`): 0…32 and 0…128.
public struct SPFPrefixLengths: Hashable, Sendable {
  public var ip4 = 32
  public var ip6 = 128
}
