import Foundation

extension DkimpyPeer {
  /// A message that a stranger signed.
  public struct Signed: Sendable {
    public let message: String
    /// Of the record with the key: its name is `selector._domainkey.domain`.
    public let record: String
  }

  private static let signing = """
    import sys, dkim, subprocess, base64
    run = lambda words, data=None: subprocess.run(words, input=data, capture_output=True, check=True).stdout
    key = run(['openssl', 'genrsa', '-traditional', '2048'])
    public = base64.b64encode(run(['openssl', 'rsa', '-pubout', '-outform', 'DER'], key)).decode()
    message = sys.stdin.buffer.read()
    field = dkim.sign(message, sys.argv[2].encode(), sys.argv[1].encode(), key)
    sys.stdout.write('v=DKIM1; k=rsa; p=' + public + '\\n')
    sys.stdout.flush()
    sys.stdout.buffer.write(field + message)

    """

  /// Signs with a new RSA key. `message` has LF or CRLF line ends, the result CRLF.
  public static func signed(_ message: String, domain: String, selector: String) throws -> Signed {
    let lines = message.replacingOccurrences(of: "\r\n", with: "\n").replacingOccurrences(of: "\n", with: "\r\n")
    let result = try PeerCommand.run("/usr/bin/python3", ["-c", signing, domain, selector], input: Data(lines.utf8))
    guard result.status == 0, let end = result.output.firstIndex(of: "\n") else {
      throw PeerProcess.Failure(description: "dkimpy: \(result.output)")
    }
    return Signed(message: String(result.output[result.output.index(after: end)...]), record: String(result.output[..<end]))
  }

  private static let chain = """
    import sys, json, dkim
    zone = json.load(open(sys.argv[1]))
    def text(name, timeout=5):
        name = (name.decode() if isinstance(name, bytes) else name).rstrip('.')
        return ''.join(zone[name]['TXT']).encode() if name in zone else None
    cv, results, reason = dkim.arc_verify(sys.stdin.buffer.read(), dnsfunc=text)
    print((cv or b'none').decode())

    """

  /// What becomes of the ARC chain of a message: `pass`, `fail` or `none`. Keys are read from a zone file in JSON.
  public static func chain(of message: String, zone: String) throws -> String {
    let result = try PeerCommand.run("/usr/bin/python3", ["-c", chain, zone], input: Data(message.utf8))
    guard result.status == 0 else { throw PeerProcess.Failure(description: "dkimpy: \(result.output)") }
    return result.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
