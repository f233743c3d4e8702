import Foundation

/// dkimpy, which asks a server on loopback for keys.
public enum DkimpyPeer {
  private static let script = """
    import sys, dkim, dns.resolver
    resolver = dns.resolver.Resolver(configure=False)
    resolver.nameservers = ['127.0.0.1']
    resolver.port = int(sys.argv[1])
    def text(name, timeout=5):
        name = name.decode() if isinstance(name, bytes) else name
        return b''.join(list(resolver.resolve(name, 'TXT'))[0].strings)
    message = sys.stdin.buffer.read()
    count = sum(1 for line in message.split(b'\\r\\n\\r\\n')[0].split(b'\\r\\n') if line.lower().startswith(b'dkim-signature:'))
    def verdict(index):
        try:
            return 'pass' if dkim.DKIM(message).verify(index, dnsfunc=text) else 'fail'
        except dkim.DKIMException:
            return 'fail'
    print(' '.join(verdict(index) for index in range(count)))

    """

  /// `pass` or `fail` for each DKIM-Signature field, from the top.
  public static func verify(_ message: [UInt8], port: Int) throws -> [String] {
    let result = try PeerCommand.run("/usr/bin/python3", ["-c", script, "\(port)"], input: Data(message))
    guard result.status == 0 else { throw PeerProcess.Failure(description: "dkimpy: \(result.output)") }
    return result.output.split { $0.isWhitespace }.map(String.init)
  }
}
