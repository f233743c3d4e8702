import Foundation

/// OpenLDAP's slapd on a loopback port, with the entries of an LDIF file below `dc=example,dc=org`, and STARTTLS with a
/// certificate for 127.0.0.1. It gives whoever signs in as `SlapdPeer.reader` no more than 500 entries at a time.
public final class SlapdPeer: Sendable {
  public static let baseDN = "dc=example,dc=org"
  public static let reader = "cn=reader,dc=example,dc=org"
  public static let password = "correct horse"

  public let port: Int
  /// The certificate, which signs itself.
  public var certificate: String { folder.path + "/cert.pem" }
  public var url: String { "ldap://127.0.0.1:\(port)" }
  private let folder: TemporaryFolder
  private let process: PeerProcess

  /// - Parameter entries: LDIF of entries below `baseDN`.
  public init(entries: String) throws {
    port = try Loopback.freePort()
    folder = try TemporaryFolder()
    try SlapdPeer.prepare(folder, entries)
    let configuration = folder.path + "/slapd.conf"
    let loaded = try PeerCommand.run("/usr/sbin/slapadd", ["-q", "-f", configuration, "-l", folder.path + "/entries.ldif"])
    guard loaded.status == 0 else { throw PeerProcess.Failure(description: "slapadd: \(loaded.output)") }
    process = try PeerProcess(
      ["/usr/sbin/slapd"], arguments: ["-f", configuration, "-h", "ldap://127.0.0.1:\(port)", "-d", "0"])
    try Loopback.waitForServer(port: port)
  }

  public func stop() { process.stop() }

  private static func prepare(_ folder: TemporaryFolder, _ entries: String) throws {
    let path = folder.path
    try FileManager.default.createDirectory(atPath: path + "/db", withIntermediateDirectories: true)
    let certificate = try TestCertificate(in: folder)
    for (name, text) in [
      ("slapd.conf", configuration(path, certificate)), ("own.schema", schema), ("entries.ldif", top + entries),
    ] {
      try Data(text.utf8).write(to: folder.url.appendingPathComponent(name))
    }
  }

  private static func configuration(_ folder: String, _ certificate: TestCertificate) -> String {
    """
    include /etc/ldap/schema/core.schema
    include /etc/ldap/schema/cosine.schema
    include /etc/ldap/schema/inetorgperson.schema
    include \(folder)/own.schema
    pidfile \(folder)/slapd.pid
    modulepath /usr/lib/ldap
    moduleload back_mdb
    TLSCertificateFile \(certificate.certificate)
    TLSCertificateKeyFile \(certificate.key)
    database mdb
    maxsize 67108864
    suffix "\(baseDN)"
    directory \(folder)/db
    limits * size.soft=500 size.hard=500 size.pr=500 size.prtotal=unlimited
    access to attrs=userPassword by anonymous auth
    access to * by dn.exact="\(reader)" read

    """
  }

  /// What directories of mail have beside the standard's attributes; `memberOf` is kept by hand here.
  private static let schema = """
    attributetype ( 1.3.6.1.4.1.32473.1.1 NAME 'proxyAddresses' EQUALITY caseExactMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 )
    attributetype ( 1.3.6.1.4.1.32473.1.2 NAME 'mailAlternateAddress' EQUALITY caseIgnoreIA5Match SYNTAX 1.3.6.1.4.1.1466.115.121.1.26 )
    attributetype ( 1.3.6.1.4.1.32473.1.3 NAME 'memberOf' EQUALITY distinguishedNameMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.12 )
    objectclass ( 1.3.6.1.4.1.32473.2.1 NAME 'mailUser' AUXILIARY MAY ( mail $ proxyAddresses $ mailAlternateAddress $ memberOf ) )

    """

  private static let top = """
    dn: \(baseDN)
    objectClass: dcObject
    objectClass: organization
    dc: example
    o: Example

    dn: \(reader)
    objectClass: organizationalRole
    objectClass: simpleSecurityObject
    cn: reader
    userPassword: \(password)


    """
}
