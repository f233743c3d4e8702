/// An SPF record, version 1 (RFC 7208 §4.5 and §12).
public struct SPFRecord: Hashable, Sendable {
  /// A mechanism and what it means where it matches (RFC 7208 §4.6.2).
  public struct Directive: Hashable, Sendable {
    public let verdict: SPFResult.Verdict
    public let mechanism: SPFMechanism
    /// As it stands in the record.
    public let text: String
  }

  public let directives: [Directive]
  /// RFC 7208 §6.1.
  public let redirect: SPFMacroString?
  /// RFC 7208 §6.2.
  public let explanation: SPFMacroString?

  /// True for text that is a record of this version: `v=spf1` in any case, then a space or nothing (RFC 7208 §4.5).
  public static func hasVersion(_ text: some Collection<UInt8>) -> Bool {
    let head = text.prefix(version.count)
    guard head.elementsEqual(version, by: { $0 == $1 || (0x41...0x5A).contains($0) && $0 | 0x20 == $1 }) else { return false }
    return text.count == version.count || text.dropFirst(version.count).first == 0x20
  }

  private static let version = Array("v=spf1".utf8)

  /// Reads a record whole: an error anywhere makes all of it worthless (RFC 7208 §4.6).
  /// - Parameter text: the strings of a TXT record joined (RFC 7208 §3.3), for which `hasVersion` holds.
  public init(_ text: [UInt8], limits: SPFLimits = SPFLimits()) throws(SPFError) {
    guard text.count <= limits.recordOctets else {
      throw .recordTooLong(octets: text.count, limit: limits.recordOctets)
    }
    guard SPFRecord.hasVersion(text) else { throw .malformedTerm(SPFTermReader.shown(text.prefix(SPFRecord.version.count))) }
    var directives: [Directive] = []
    var modifiers: [String: SPFMacroString] = [:]
    for term in text.dropFirst(SPFRecord.version.count).split(separator: 0x20) {
      switch try SPFTermReader(term).read() {
      case .directive(let directive): directives.append(directive)
      case .modifier(let name, let value):
        // RFC 7208 §6: redirect and exp occur at most once.
        guard modifiers.updateValue(value, forKey: name) == nil else { throw .duplicateModifier(name) }
      case .unknownModifier: break
      }
    }
    self.directives = directives
    redirect = modifiers["redirect"]
    explanation = modifiers["exp"]
  }
}
