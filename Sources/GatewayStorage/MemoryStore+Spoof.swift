public import FilterPolicy
import Synchronization

extension MemoryStore: SpoofStore {
  public func count(_ sightings: [SpoofSighting]) async throws {
    rows.withLock { rows in
      for sighting in sightings { rows.count(sighting) }
    }
  }

  public func history(organization: String, _ sender: SpoofedSender, since day: Int) async throws -> SenderHistory? {
    let found = rows.withLock { rows in
      rows.sightings.filter {
        $0.organization == organization && $0.day >= day && $0.sender.user == sender.user
          && $0.sender.infrastructure == sender.infrastructure
      }
    }
    guard !found.isEmpty else { return nil }
    return SenderHistory(
      kind: sender.kind, messages: found.reduce(0) { $0 + $1.messages }, wanted: found.reduce(0) { $0 + $1.wanted },
      days: Set(found.map(\.day)).count)
  }

  public func sightings(organization: String?, since day: Int, limit: Int) async throws -> [SpoofSighting] {
    let found = rows.withLock { rows in
      rows.sightings.filter { $0.day >= day && organization ?? $0.organization == $0.organization }
    }
    var sums = MemoryRows()
    for var sighting in found {
      sighting.day = day
      sums.count(sighting)
    }
    return Array(sums.sightings.sorted(by: SpoofSighting.isListedBefore).prefix(limit))
  }

  public func forgetSightings(before day: Int) async throws {
    rows.withLock { $0.sightings.removeAll { $0.day < day } }
  }

  public func spoofedSenders() async throws -> [SpoofedSenderRow] {
    rows.withLock { rows in
      rows.spoofedSenders.sorted { ($0.organization, "\($0.entry.pair)") < ($1.organization, "\($1.entry.pair)") }
    }
  }

  public func set(_ row: SpoofedSenderRow) async throws {
    rows.withLock { rows in
      rows.spoofedSenders.removeAll { $0.organization == row.organization && $0.entry.pair == row.entry.pair }
      rows.spoofedSenders.append(row)
    }
  }

  public func removeSpoofedSender(organization: String, _ pair: SpoofedSenderPair) async throws -> Bool {
    rows.withLock { rows in
      let before = rows.spoofedSenders.count
      rows.spoofedSenders.removeAll { $0.organization == organization && $0.entry.pair == pair }
      return rows.spoofedSenders.count < before
    }
  }
}

extension MemoryRows {
  mutating func count(_ new: SpoofSighting) {
    let index = sightings.firstIndex {
      $0.organization == new.organization && $0.sender == new.sender && $0.day == new.day
    }
    guard let index else {
      sightings.append(new)
      return
    }
    sightings[index].messages += new.messages
    sightings[index].wanted += new.wanted
    sightings[index].actedOn += new.actedOn
    sightings[index].lastSeen = max(sightings[index].lastSeen, new.lastSeen)
  }
}

extension SpoofSighting {
  fileprivate static func isListedBefore(_ left: SpoofSighting, _ right: SpoofSighting) -> Bool {
    (right.messages, left.organization, "\(left.sender.user)", "\(left.sender.infrastructure)")
      < (left.messages, right.organization, "\(right.sender.user)", "\(right.sender.infrastructure)")
  }
}
