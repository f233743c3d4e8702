/// What clamd answers to INSTREAM, PING and VERSION: one text, ended by a zero (clamd(8), commands with the prefix `z`).
public enum ClamdReply: Hashable, Sendable {
  /// `stream: OK`
  case clean
  /// `stream: Win.Test.EICAR_HDB-1 FOUND`
  case found(String)
  /// `INSTREAM size limit exceeded. ERROR`
  case oversize
  /// `PONG`
  case pong
  /// `ClamAV 1.4.6/27800/Mon Nov 23 08:00:00 2026`; without signatures only the first part.
  case version(engine: String, signatures: String?)
  /// Any other: an error of clamd's, or no clamd.
  case error

  /// Octets of an answer: names of viruses have a few dozen.
  public static let lengthLimit = 1024

  /// `bytes` is the answer without its end.
  public init(_ bytes: some Collection<UInt8>) {
    let text = String(decoding: bytes.prefix(ClamdReply.lengthLimit), as: UTF8.self)
    if text == "PONG" {
      self = .pong
    } else if text == "stream: OK" {
      self = .clean
    } else if text.hasPrefix("INSTREAM size limit exceeded") {
      self = .oversize
    } else if text.hasPrefix("stream: "), text.hasSuffix(" FOUND"), text.utf8.count > 14 {
      self = .found(String(text.dropFirst(8).dropLast(6)))
    } else if text.hasPrefix("ClamAV ") {
      let parts = text.split(separator: "/", maxSplits: 1)
      self = .version(engine: String(parts[0]), signatures: parts.count > 1 ? String(parts[1]) : nil)
    } else {
      self = .error
    }
  }
}
