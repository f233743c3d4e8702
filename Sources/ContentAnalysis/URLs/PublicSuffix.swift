import CPublicSuffix

/// The public suffix list, as the library has it built in.
public enum PublicSuffix {
  /// Octets of the longest name of a host (RFC 1035 § 2.3.4).
  private static let lengthLimit = 253

  /// The domain that an organisation registered, of which `host` is part: `example.co.uk` for `www.example.co.uk`. `nil` for
  /// addresses, single labels and suffixes themselves.
  /// - Parameter host: in ASCII and lower case.
  public static func organizationalDomain(of host: String) -> String? {
    // No top-level domain ends in a digit, every IPv4 address does.
    guard host.utf8.count <= lengthLimit, host.utf8.contains(UInt8(ascii: ".")), let last = host.utf8.last,
      last != UInt8(ascii: "."), !last.isASCIIDigit
    else { return nil }
    return host.withCString { text in psl_registrable_domain(list.handle, text).map { String(cString: $0) } }
  }

  /// Whether there is a top-level domain of that name.
  static func hasTopLevel(_ label: ArraySlice<UInt8>) -> Bool {
    guard label.count <= 63, !label.isEmpty else { return false }
    let name = String(decoding: label.map { $0.lowercased }, as: UTF8.self)
    return name.withCString { psl_is_public_suffix2(list.handle, $0, withoutDefaultRule) } != 0
  }

  /// Without the rule that takes any label for a suffix.
  private static let withoutDefaultRule: Int32 = PSL_TYPE_ICANN | PSL_TYPE_NO_STAR_RULE

  private static let list = List(handle: psl_builtin())

  /// The list is never changed.
  private struct List: @unchecked Sendable {
    let handle: OpaquePointer?
  }
}
