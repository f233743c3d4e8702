import ContentAnalysis
import FilterPolicy
import InternetMessage

extension BulkFindings {
  /// `nil` for mail that nothing marks as mail to many.
  init?(_ facts: ScanFacts) {
    let bulk = facts.content.bulk
    guard bulk.isBulk else { return nil }
    self.init(
      unsubscribe: BulkFindings.unsubscribe(facts), listID: bulk.listID.map { String($0.prefix(BulkFindings.listIDLimit)) },
      service: bulk.service)
  }

  /// RFC 2919 §3 asks for no more than 255 octets.
  private static let listIDLimit = 255

  private static func unsubscribe(_ facts: ScanFacts) -> Unsubscribe {
    let bulk = facts.content.bulk
    guard let field = bulk.unsubscribe?.lowercased() else { return bulk.hasUnsubscribeText ? .text : .none }
    if bulk.hasOneClickUnsubscribe { return isProven(facts) ? .provenOneClick : .oneClick }
    if field.contains("<https:") || field.contains("<http:") { return .page }
    return field.contains("<mailto:") ? .mail : .text
  }

  /// RFC 8058 §4: a valid signature has to cover both fields; here one of the author's own domain or organization.
  private static func isProven(_ facts: ScanFacts) -> Bool {
    let header = facts.message.header
    return zip(header.all("DKIM-Signature"), facts.authentication.dkim).contains { field, result in
      guard result.result == "pass", result.isAligned else { return false }
      let tags = SignatureTags(header.unfoldedValue(of: field))
      // Results that were given may be those of other fields.
      guard tags["d"]?.lowercased() == result.domain?.lowercased(), let covered = tags["h"] else { return false }
      let names = Set(covered.lowercased().split(separator: ":").map { $0.filter { $0 != " " && $0 != "\t" } })
      return names.isSuperset(of: ["list-unsubscribe", "list-unsubscribe-post"])
    }
  }
}

/// The tags of a signature that was verified (RFC 6376 §3.2); nothing is judged here.
private struct SignatureTags {
  private let tags: [String: String]

  init(_ value: [UInt8]) {
    let pairs = value.split(separator: UInt8(ascii: ";")).compactMap { pair -> (String, String)? in
      guard let sign = pair.firstIndex(of: UInt8(ascii: "=")) else { return nil }
      return (SignatureTags.text(pair[..<sign]), SignatureTags.text(pair[(sign + 1)...]))
    }
    tags = Dictionary(pairs) { first, _ in first }
  }

  subscript(name: String) -> String? { tags[name] }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.filter { $0 > 0x20 }, as: UTF8.self)
  }
}
