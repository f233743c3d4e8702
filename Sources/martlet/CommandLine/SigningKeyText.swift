import AdminAPI
import GatewayStorage

/// Signing keys for people, and what to do about them.
enum SigningKeyText {
  static func details(_ key: SigningKeyDocument) -> Details {
    var details = Details()
    details.add("domain", "\(key.domain)")
    details.add("selector", "\(key.selector)")
    details.add("algorithm", key.algorithm)
    details.add("state", key.state.rawValue)
    details.add("since", "\(key.changedAt.wholeSeconds)")
    details.add("made", "\(key.createdAt.wholeSeconds)")
    return details
  }

  /// Ready to paste into a zone file.
  static func record(_ key: SigningKeyDocument) -> String { key.zoneLine.map { $0 + "\n" } ?? repair }

  /// For a key that has no record, because it is damaged.
  private static let repair = "What is stored cannot be read: remove the key and make another, or restore it from a backup.\n"

  /// What is said when a key was made.
  static func introduction(_ key: SigningKeyDocument) -> String {
    let next =
      key.state == .signing
      ? "The key signs already: publish this record now."
      : "Publish this record; the key signs once DNS has it. `martlet dkim-key check \(key.domain)` looks at once."
    return next + "\n\n" + record(key)
  }

  /// What DNS says of a key, and what to do.
  static func finding(_ key: SigningKeyDocument) -> String {
    let kind = (key.algorithm.map { [$0] } ?? []) + [key.state.rawValue]
    let head = "\(key.domain) \(key.selector) (\(kind.joined(separator: ", "))): "
    guard key.state != .damaged else { return head + repair }
    guard let publication = key.publication else { return head + "not asked\n" }
    let detail = publication.detail.map { Output.printable($0) }
    switch publication.result {
    case .published: return head + "published\(detail.map { "; \($0)" } ?? "")\(advice(key))\n"
    case .unknown: return head + "DNS does not answer (\(detail ?? "")); try again later\n"
    case .missing, .different:
      // A retired key may go with its record.
      if key.state == .retired { return head + "no longer published; remove it with martlet dkim-key remove\n" }
      let problem = publication.result == .missing ? "not published" : detail ?? "another record is published"
      return head + problem + "; publish this:\n" + record(key)
    }
  }

  /// RFC 6376 §6.1 lets mail be verified days after it was signed; queues keep it for five.
  private static func advice(_ key: SigningKeyDocument) -> String {
    switch key.state {
    case .signing, .damaged: ""
    case .waiting: "; the gateway signs with it once it has seen this itself"
    case .retired: "; a week after \(key.changedAt.wholeSeconds) the record can go, and the key be removed"
    }
  }
}
