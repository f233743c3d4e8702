import CLDAP
import GatewayConfiguration
import Glibc

/// A connection to an LDAP server, for one reading of it. Its calls block for as long as `LDAPSettings.timeout` allows.
final class LDAPConnection {
  /// Entries asked for at a time (RFC 2696): Active Directory gives no more than a thousand.
  private static let pageSize = 500
  /// Values read altogether: some hundred megabytes.
  private static let maximumValues = 5_000_000

  /// Octets of one entry as it is sent: a group of three hundred thousand members.
  private static let maximumAnswer: ber_len_t = 32 << 20

  private let handle: OpaquePointer
  private let settings: LDAPSettings
  private var valueCount = 0

  /// Connects, protects the connection, and signs in.
  /// - Parameter password: not empty where there is one: a server would take that for an anonymous reader (RFC 4513 §5.1.2).
  /// - Throws: `RemoteDirectoryError`.
  init(_ settings: LDAPSettings, password: [UInt8]?) throws(RemoteDirectoryError) {
    var opened: OpaquePointer?
    let status = ldap_initialize(&opened, settings.url)
    guard status == LDAP_SUCCESS, let opened else { throw LDAPConnection.failure("cannot be set up", status, nil) }
    handle = opened
    self.settings = settings
    setLimits()
    try setTrust()
    // RFC 4513 §3.1: before anything is said that others should not hear.
    if settings.startTLS, settings.url.hasPrefix("ldap://") { try check(ldap_start_tls_s(handle, nil, nil), "STARTTLS failed") }
    try bind(password)
  }

  deinit { ldap_unbind_ext_s(handle, nil, nil) }

  private func setLimits() {
    set(LDAP_OPT_PROTOCOL_VERSION, LDAP_VERSION3)
    // A server must not send the gateway, and its password, elsewhere.
    ldap_set_option(handle, LDAP_OPT_REFERRALS, martlet_ldap_option_off())
    var timeout = timeout
    ldap_set_option(handle, LDAP_OPT_NETWORK_TIMEOUT, &timeout)
    ldap_set_option(handle, LDAP_OPT_TIMEOUT, &timeout)
    var buffer: OpaquePointer?
    var limit = LDAPConnection.maximumAnswer
    if ldap_get_option(handle, LDAP_OPT_SOCKBUF, &buffer) == LDAP_SUCCESS {
      ber_sockbuf_ctrl(buffer, LBER_SB_OPT_SET_MAX_INCOMING, &limit)
    }
  }

  /// Whatever the machine's own LDAP settings say: a certificate that cannot be checked ends the reading.
  private func setTrust() throws(RemoteDirectoryError) {
    set(LDAP_OPT_X_TLS_REQUIRE_CERT, LDAP_OPT_X_TLS_DEMAND)
    if let file = settings.caFile { ldap_set_option(handle, LDAP_OPT_X_TLS_CACERTFILE, file) }
    // Puts those before into force, and reads the certificates.
    try check(set(LDAP_OPT_X_TLS_NEWCTX, 0), "certificates cannot be used")
  }

  @discardableResult private func set(_ option: CInt, _ value: CInt) -> CInt {
    var value = value
    return ldap_set_option(handle, option, &value)
  }

  private var timeout: timeval { timeval(tv_sec: Int(clamping: settings.timeout.components.seconds), tv_usec: 0) }

  private func bind(_ password: [UInt8]?) throws(RemoteDirectoryError) {
    guard let name = settings.bindDN, let password else { return }
    let status = password.withUnsafeBytes { bytes in
      var credentials = berval(
        bv_len: ber_len_t(bytes.count),
        bv_val: UnsafeMutablePointer(mutating: bytes.baseAddress?.assumingMemoryBound(to: CChar.self)))
      return ldap_sasl_bind_s(handle, name, nil, &credentials, nil, nil, nil)
    }
    try check(status, "sign-in as \(name) failed")
  }

  /// All entries the filter names, page by page.
  /// - Throws: `RemoteDirectoryError`, for more than `LDAPSettings.maximumEntries` too.
  func entries(_ attributes: [String]) throws(RemoteDirectoryError) -> [LDAPEntry] {
    var entries: [LDAPEntry] = []
    var cookie = berval(bv_len: 0, bv_val: nil)
    defer { ber_memfree(cookie.bv_val) }
    repeat {
      let result = try page(attributes, &cookie)
      defer { ldap_msgfree(result) }
      var entry = ldap_first_entry(handle, result)
      while let found = entry {
        guard entries.count < settings.maximumEntries, valueCount <= LDAPConnection.maximumValues else {
          throw RemoteDirectoryError(
            "has more than \(settings.maximumEntries) entries, or \(LDAPConnection.maximumValues) values; narrow the filter or raise maximumEntries"
          )
        }
        entries.append(read(found))
        entry = ldap_next_entry(handle, found)
      }
      try readCookie(result, &cookie)
    } while cookie.bv_len > 0
    return entries
  }

  private func page(_ attributes: [String], _ cookie: inout berval) throws(RemoteDirectoryError) -> OpaquePointer? {
    var control: UnsafeMutablePointer<LDAPControl>?
    try check(ldap_create_page_control(handle, ber_int_t(LDAPConnection.pageSize), &cookie, 0, &control), "no page control")
    defer { ldap_control_free(control) }
    var names: [UnsafeMutablePointer<CChar>?] = attributes.map { strdup($0) } + [nil]
    defer { names.forEach { free($0) } }
    var controls = [control, nil]
    var timeout = timeout
    var result: OpaquePointer?
    let status = ldap_search_ext_s(
      handle, settings.baseDN, CInt(LDAP_SCOPE_SUBTREE), settings.filter, &names, 0, &controls, nil, &timeout, 0, &result)
    if status != LDAP_SUCCESS { ldap_msgfree(result) }
    try check(status, "search below \(settings.baseDN) failed")
    return result
  }

  /// A server without paging sends everything at once, and no cookie.
  private func readCookie(_ result: OpaquePointer?, _ cookie: inout berval) throws(RemoteDirectoryError) {
    ber_memfree(cookie.bv_val)
    cookie = berval(bv_len: 0, bv_val: nil)
    var status: CInt = 0
    var controls: UnsafeMutablePointer<UnsafeMutablePointer<LDAPControl>?>?
    try check(ldap_parse_result(handle, result, &status, nil, nil, nil, &controls, 0), "broken answer")
    defer { ldap_controls_free(controls) }
    guard let control = ldap_control_find(LDAP_CONTROL_PAGEDRESULTS, controls, nil) else { return }
    try check(ldap_parse_pageresponse_control(handle, control, nil, &cookie), "broken answer")
  }

  private func read(_ message: OpaquePointer) -> LDAPEntry {
    let dn = ldap_get_dn(handle, message)
    defer { ldap_memfree(dn) }
    var entry = LDAPEntry(dn: dn.map { String(cString: $0) } ?? "")
    var position: OpaquePointer?
    var attribute = ldap_first_attribute(handle, message, &position)
    while let name = attribute {
      entry.add(values(message, name), of: String(cString: name))
      ldap_memfree(name)
      attribute = ldap_next_attribute(handle, message, position)
    }
    ber_free(position, 0)
    return entry
  }

  private func values(_ message: OpaquePointer, _ attribute: UnsafeMutablePointer<CChar>) -> [String] {
    guard let values = ldap_get_values_len(handle, message, attribute) else { return [] }
    defer { ldap_value_free_len(values) }
    let count = Int(ldap_count_values_len(values))
    valueCount += count
    return (0..<count).compactMap { index in
      guard let value = values[index]?.pointee, let start = value.bv_val else { return nil }
      return String(validating: UnsafeRawBufferPointer(start: start, count: Int(value.bv_len)), as: UTF8.self)
    }
  }

  private func check(_ status: CInt, _ what: String) throws(RemoteDirectoryError) {
    guard status == LDAP_SUCCESS else { throw LDAPConnection.failure(what, status, handle) }
  }

  /// With what the server or the TLS library adds, on one line.
  private static func failure(_ what: String, _ status: CInt, _ handle: OpaquePointer?) -> RemoteDirectoryError {
    var text = what + ": " + String(cString: ldap_err2string(status))
    var detail: UnsafeMutablePointer<CChar>?
    if let handle, ldap_get_option(handle, LDAP_OPT_DIAGNOSTIC_MESSAGE, &detail) == LDAP_SUCCESS, let detail {
      if detail.pointee != 0 { text += " (" + String(cString: detail) + ")" }
      ldap_memfree(detail)
    }
    return RemoteDirectoryError(ConfigurationText.printable(text))
  }
}
