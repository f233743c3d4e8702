import CLDAP

/// One entry of an LDAP server, with the attributes that were asked for.
struct LDAPEntry {
  let dn: String
  /// By name in lower case, without options: a server may send `member;range=0-1499`.
  private(set) var attributes: [String: [String]] = [:]

  init(dn: String) { self.dn = dn }

  mutating func add(_ values: [String], of attribute: String) {
    let name = attribute.prefix { $0 != ";" }.lowercased()
    attributes[name, default: []] += values
  }

  func values(_ attribute: String) -> [String] { attributes[attribute.lowercased()] ?? [] }
}

/// How distinguished names are compared: written in one way (RFC 4514), in lower case.
enum DistinguishedName {
  /// `nil` for a text that is no distinguished name.
  static func key(_ text: String) -> String? {
    guard text.contains("="), !text.utf8.contains(0) else { return nil }
    var normal: UnsafeMutablePointer<CChar>?
    let status = ldap_dn_normalize(text, UInt32(LDAP_DN_FORMAT_LDAP), &normal, UInt32(LDAP_DN_FORMAT_LDAPV3))
    guard status == LDAP_SUCCESS, let normal else { return nil }
    defer { ldap_memfree(normal) }
    return String(cString: normal).lowercased()
  }
}
