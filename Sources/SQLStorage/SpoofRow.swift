import FilterPolicy
import GatewayStorage

/// The `spoof_sightings` and `spoofed_senders` tables.
enum SpoofRow {
  static let count = """
    INSERT INTO spoof_sightings (organization, spoofed_user, infrastructure, day, kind, is_internal, messages, wanted, acted_on,
    last_seen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (organization, spoofed_user, infrastructure, day) DO UPDATE SET
    messages = spoof_sightings.messages + excluded.messages, wanted = spoof_sightings.wanted + excluded.wanted,
    acted_on = spoof_sightings.acted_on + excluded.acted_on, last_seen = excluded.last_seen
    """

  static func values(_ sighting: SpoofSighting) -> [SQLValue] {
    let sender = sighting.sender
    return [
      .text(sighting.organization), .text("\(sender.user)"), .text("\(sender.infrastructure)"), SQLValue(sighting.day),
      .text(sender.kind.rawValue), SQLValue(sender.isInternal), SQLValue(sighting.messages), SQLValue(sighting.wanted),
      SQLValue(sighting.actedOn), .integer(sighting.lastSeen),
    ]
  }

  /// A row of sums since `day`.
  static func sighting(_ row: any SQLRow, day: Int) throws -> SpoofSighting {
    guard let pair = SpoofedSenderPair("\(row.text(1) ?? ""), \(row.text(2) ?? "")"),
      let kind = row.text(3).flatMap({ SenderHistory.Kind(rawValue: $0) })
    else { throw damaged }
    let sender = SpoofedSender(
      user: pair.user, kind: kind, infrastructure: pair.infrastructure, isInternal: row.integer(4) == 1)
    return SpoofSighting(
      organization: row.text(0) ?? "", sender: sender, day: day, messages: Int(row.integer(5) ?? 0),
      wanted: Int(row.integer(6) ?? 0), actedOn: Int(row.integer(7) ?? 0), lastSeen: row.integer(8) ?? 0)
  }

  static func decision(_ row: any SQLRow) throws -> SpoofedSenderRow {
    guard let pair = row.text(1).flatMap({ SpoofedSenderPair($0) }),
      let action = row.text(2).flatMap({ SpoofedSenderPair.Action(rawValue: $0) })
    else { throw damaged }
    return SpoofedSenderRow(
      organization: row.text(0) ?? "", entry: SpoofedSenderList.Entry(pair, action), note: row.text(3) ?? "",
      createdAt: row.integer(4) ?? 0)
  }

  private static var damaged: StoreError {
    StoreError(.damaged, "a row of spoof intelligence is damaged; restore the store from a backup")
  }
}
