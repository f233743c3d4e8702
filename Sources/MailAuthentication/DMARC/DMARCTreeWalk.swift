import MailTypes

/// What stands on the way from a domain to the root (RFC 9989 §4.10).
struct DMARCTreeWalk {
  struct Entry {
    let domain: DMARCDomain
    let record: DMARCRecord
  }

  let start: DMARCDomain
  /// From the longest name to the shortest.
  var entries: [Entry] = []
  /// True where DNS did not answer, so that nothing is known from there on.
  var isIncomplete = false

  /// RFC 9989 §4.10, steps 3, 4 and 7: the name itself, then the parents, jumping to seven labels where there are more.
  static func targets(of start: DMARCDomain) -> [DMARCDomain] {
    let count = start.labels.count
    let longestParent = min(count - 1, DMARCLimits.treeWalkQueries - 1)
    return [start] + stride(from: longestParent, to: 0, by: -1).map { start.last($0) }
  }

  /// RFC 9989 §4.10.2.
  var organizationalDomain: DMARCDomain {
    for entry in entries {
      switch entry.record.publicSuffix {
      case .no: return entry.domain
      case .yes where entry.domain != start: return start.last(entry.domain.labels.count + 1)
      case .yes, .unknown: continue
      }
    }
    return entries.last?.domain ?? start
  }

  /// RFC 9989 §4.10.1: the record of the domain itself, of its organization, or of the public suffix above.
  var policyEntry: Entry? {
    let organization = organizationalDomain
    return entries.first { $0.domain == start } ?? entries.first { $0.domain == organization }
      ?? entries.first { $0.record.publicSuffix == .yes }
  }
}
