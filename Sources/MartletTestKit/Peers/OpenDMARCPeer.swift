import Foundation

/// OpenDMARC's library, asked what it makes of results and records that are given to it.
public enum OpenDMARCPeer {
  /// One message: who says what of it, and the record that applies.
  public struct Question: Sendable, Encodable {
    public var from: String
    /// The domain of a reverse-path that passed; empty for none.
    public var spf: String
    /// The domain of a signature that passed; empty for none.
    public var dkim: String
    public var record: String
    /// Where the record stands.
    public var recordDomain: String

    public init(from: String, spf: String = "", dkim: String = "", record: String, recordDomain: String) {
      self.from = from
      self.spf = spf
      self.dkim = dkim
      self.record = record
      self.recordDomain = recordDomain
    }
  }

  /// `pass`, `reject`, `quarantine` or `none` for each question.
  public static func answers(_ questions: [Question]) throws -> [String] {
    let result = try PeerCommand.run("/usr/bin/python3", ["-c", script], input: try JSONEncoder().encode(questions))
    guard result.status == 0 else { throw PeerProcess.Failure(description: "OpenDMARC: \(result.output)") }
    return result.output.split(separator: "\n").map(String.init)
  }

  private static let script = """
    import ctypes, json, sys
    class Library(ctypes.Structure):
        _fields_ = [('type', ctypes.c_int), ('source', ctypes.c_char * 4096), ('rest', ctypes.c_char * 256)]
    dmarc = ctypes.CDLL('libopendmarc.so.2')
    dmarc.opendmarc_policy_connect_init.restype = ctypes.c_void_p
    library = Library(1, b'/usr/share/publicsuffix/public_suffix_list.dat')
    assert dmarc.opendmarc_policy_library_init(ctypes.byref(library)) == 0
    words = {15: 'pass', 16: 'reject', 17: 'quarantine', 18: 'none'}
    for case in json.load(sys.stdin):
        text = {name: value.encode() for name, value in case.items()}
        policy = ctypes.c_void_p(dmarc.opendmarc_policy_connect_init(b'192.0.2.1', 0))
        assert dmarc.opendmarc_policy_store_from_domain(policy, text['from']) == 0
        if text['spf']:
            assert dmarc.opendmarc_policy_store_spf(policy, text['spf'], 1, 1, None) == 0
        if text['dkim']:
            assert dmarc.opendmarc_policy_store_dkim(policy, text['dkim'], b's1', 1, None) == 0
        organization = text['recordDomain'] if text['recordDomain'] != text['from'] else None
        assert dmarc.opendmarc_policy_store_dmarc(policy, text['record'], text['from'], organization) == 0
        print(words.get(dmarc.opendmarc_get_policy_to_enforce(policy), 'unknown'))

    """
}
