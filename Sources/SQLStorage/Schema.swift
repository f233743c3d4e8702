import GatewayStorage

/// The tables, as the steps that make them. A step, once released, is never edited: a change is a further step.
/// The organisation leads every key, so that a distributed database can shard by it.
struct Schema {
  /// `steps[n]` leads from version n to version n + 1.
  let steps: [[String]]

  var version: Int { steps.count }

  static let current = Schema(steps: [version1, version2, version3, version4, recipients, traces, policies, contacts])

  private static let version1 = [
    """
    CREATE TABLE messages (
      organization TEXT NOT NULL, trace_id TEXT NOT NULL, received_at INTEGER NOT NULL,
      is_awaiting_scan INTEGER NOT NULL, size INTEGER NOT NULL, digest BLOB NOT NULL, facts BLOB NOT NULL,
      vault_name TEXT, content BLOB,
      PRIMARY KEY (organization, trace_id))
    """,
    "CREATE INDEX messages_awaiting_scan ON messages (received_at) WHERE is_awaiting_scan = 1",
    """
    CREATE TABLE queue_items (
      organization TEXT NOT NULL, trace_id TEXT NOT NULL, queue_id INTEGER NOT NULL,
      next_hop TEXT NOT NULL, next_attempt INTEGER NOT NULL, hold TEXT, created_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL, attempts INTEGER NOT NULL, is_junk INTEGER NOT NULL,
      may_notify_sender INTEGER NOT NULL, delay_notice_at INTEGER, recipients BLOB NOT NULL, edits BLOB NOT NULL,
      history BLOB NOT NULL,
      PRIMARY KEY (organization, trace_id, queue_id))
    """,
    "CREATE INDEX queue_items_schedule ON queue_items (next_hop, next_attempt) WHERE hold IS NULL",
    """
    CREATE TABLE quarantine_entries (
      organization TEXT NOT NULL, trace_id TEXT NOT NULL, queue_id INTEGER NOT NULL,
      reason TEXT NOT NULL, verdict TEXT, sender_key TEXT NOT NULL, recipient_keys TEXT NOT NULL, subject TEXT NOT NULL,
      next_hop TEXT NOT NULL, may_notify_sender INTEGER NOT NULL, quarantined_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL, released_at INTEGER, detail TEXT NOT NULL, recipients BLOB NOT NULL, edits BLOB NOT NULL,
      PRIMARY KEY (organization, trace_id, queue_id))
    """,
    "CREATE INDEX quarantine_entries_age ON quarantine_entries (quarantined_at)",
    "CREATE INDEX quarantine_entries_expiry ON quarantine_entries (expires_at)",
    "CREATE TABLE probe (id INTEGER NOT NULL PRIMARY KEY, written INTEGER NOT NULL)",
    "INSERT INTO probe (id, written) VALUES (1, 0)",
  ]

  private static let version2 = [
    """
    CREATE TABLE spoof_sightings (
      organization TEXT NOT NULL, spoofed_user TEXT NOT NULL, infrastructure TEXT NOT NULL, day INTEGER NOT NULL,
      kind TEXT NOT NULL, is_internal INTEGER NOT NULL, messages INTEGER NOT NULL, wanted INTEGER NOT NULL,
      acted_on INTEGER NOT NULL, last_seen INTEGER NOT NULL,
      PRIMARY KEY (organization, spoofed_user, infrastructure, day))
    """,
    "CREATE INDEX spoof_sightings_day ON spoof_sightings (day)",
    """
    CREATE TABLE spoofed_senders (
      organization TEXT NOT NULL, pair TEXT NOT NULL, action TEXT NOT NULL, note TEXT NOT NULL, created_at INTEGER NOT NULL,
      PRIMARY KEY (organization, pair))
    """,
  ]

  private static let version3 = [
    """
    CREATE TABLE signing_keys (
      domain TEXT NOT NULL, selector TEXT NOT NULL, private_key TEXT NOT NULL, state TEXT NOT NULL,
      created_at INTEGER NOT NULL, changed_at INTEGER NOT NULL,
      PRIMARY KEY (domain, selector))
    """
  ]

  /// Reports that are written belong to no organization: they tell a domain's owner what this receiver saw.
  private static let version4 = [
    """
    CREATE TABLE report_periods (
      domain TEXT NOT NULL, begins_at INTEGER NOT NULL, day INTEGER NOT NULL, ends_at INTEGER, published TEXT NOT NULL,
      records INTEGER NOT NULL, messages INTEGER NOT NULL, uncounted INTEGER NOT NULL, due_at INTEGER NOT NULL,
      outcome TEXT, settled_at INTEGER, recipients TEXT,
      PRIMARY KEY (domain, begins_at))
    """,
    "CREATE INDEX report_periods_day ON report_periods (day)",
    "CREATE INDEX report_periods_due ON report_periods (due_at) WHERE outcome IS NULL",
    """
    CREATE TABLE report_records (
      domain TEXT NOT NULL, begins_at INTEGER NOT NULL, record TEXT NOT NULL, messages INTEGER NOT NULL,
      PRIMARY KEY (domain, begins_at, record))
    """,
    """
    CREATE TABLE received_reports (
      organization TEXT NOT NULL, domain TEXT NOT NULL, reporter TEXT NOT NULL, report_id TEXT NOT NULL,
      ends_at INTEGER NOT NULL, received_at INTEGER NOT NULL, proven_sender TEXT, omitted INTEGER NOT NULL, report TEXT NOT NULL,
      PRIMARY KEY (organization, domain, reporter, report_id))
    """,
    "CREATE INDEX received_reports_age ON received_reports (received_at)",
    """
    CREATE TABLE received_report_records (
      organization TEXT NOT NULL, domain TEXT NOT NULL, reporter TEXT NOT NULL, report_id TEXT NOT NULL,
      number INTEGER NOT NULL, source TEXT NOT NULL, header_from TEXT NOT NULL, messages INTEGER NOT NULL,
      dkim_passed INTEGER NOT NULL, spf_passed INTEGER NOT NULL, record TEXT NOT NULL,
      PRIMARY KEY (organization, domain, reporter, report_id, number))
    """,
  ]

  private static let recipients = [
    """
    CREATE TABLE recipients (
      organization TEXT NOT NULL, address_key TEXT NOT NULL, address TEXT NOT NULL, aliases TEXT NOT NULL, display_name TEXT,
      PRIMARY KEY (organization, address_key))
    """,
    """
    CREATE TABLE recipient_groups (
      organization TEXT NOT NULL, address_key TEXT NOT NULL, address TEXT NOT NULL, aliases TEXT NOT NULL,
      PRIMARY KEY (organization, address_key))
    """,
    """
    CREATE TABLE recipient_group_members (
      organization TEXT NOT NULL, group_key TEXT NOT NULL, member TEXT NOT NULL,
      PRIMARY KEY (organization, group_key, member))
    """,
  ]

  /// One row of `trace_recipients` for each line of a search: the first index has all that wildcards look into, so that a search
  /// for few among many reads nothing else.
  private static let traces = [
    """
    CREATE TABLE trace_messages (
      organization TEXT NOT NULL, trace_id TEXT NOT NULL, received_at INTEGER NOT NULL, client TEXT NOT NULL,
      helo TEXT NOT NULL, user_name TEXT, sender TEXT NOT NULL, size INTEGER NOT NULL, subject TEXT NOT NULL,
      message_id TEXT NOT NULL,
      PRIMARY KEY (organization, trace_id))
    """,
    "CREATE INDEX trace_messages_age ON trace_messages (received_at, organization, trace_id)",
    "CREATE INDEX trace_messages_trace ON trace_messages (trace_id)",
    "CREATE INDEX trace_messages_id ON trace_messages (message_id)",
    """
    CREATE TABLE trace_findings (
      organization TEXT NOT NULL, trace_id TEXT NOT NULL, received_at INTEGER NOT NULL, findings BLOB NOT NULL,
      PRIMARY KEY (organization, trace_id))
    """,
    "CREATE INDEX trace_findings_age ON trace_findings (received_at)",
    """
    CREATE TABLE trace_recipients (
      organization TEXT NOT NULL, trace_id TEXT NOT NULL, recipient_key TEXT NOT NULL, received_at INTEGER NOT NULL,
      sender_key TEXT NOT NULL, recipient TEXT NOT NULL, status TEXT NOT NULL, revision INTEGER, judgement BLOB,
      PRIMARY KEY (organization, trace_id, recipient_key))
    """,
    """
    CREATE INDEX trace_recipients_age ON trace_recipients
    (received_at, trace_id, recipient_key, sender_key, status, organization)
    """,
    "CREATE INDEX trace_recipients_recipient ON trace_recipients (recipient_key, received_at, trace_id)",
    "CREATE INDEX trace_recipients_sender ON trace_recipients (sender_key, received_at, trace_id, recipient_key)",
    """
    CREATE TABLE trace_events (
      organization TEXT NOT NULL, trace_id TEXT NOT NULL, recipient_key TEXT NOT NULL, time INTEGER NOT NULL,
      event TEXT NOT NULL, detail TEXT NOT NULL)
    """,
    "CREATE INDEX trace_events_recipient ON trace_events (organization, trace_id, recipient_key, time)",
  ]

  /// A revision is never changed: the newest of an organization is in force.
  private static let policies = [
    """
    CREATE TABLE policy_revisions (
      organization TEXT NOT NULL, number INTEGER NOT NULL, author TEXT NOT NULL, time INTEGER NOT NULL, note TEXT NOT NULL,
      policies TEXT NOT NULL,
      PRIMARY KEY (organization, number))
    """,
    """
    CREATE TABLE allow_block_entries (
      organization TEXT NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL, action TEXT NOT NULL, entry TEXT NOT NULL,
      last_used INTEGER,
      PRIMARY KEY (organization, kind, value, action))
    """,
    """
    CREATE TABLE mailbox_lists (
      organization TEXT NOT NULL, mailbox TEXT NOT NULL, list TEXT NOT NULL,
      PRIMARY KEY (organization, mailbox))
    """,
  ]

  /// `pair` is a digest.
  private static let contacts = [
    """
    CREATE TABLE contacts (
      organization TEXT NOT NULL, pair BLOB NOT NULL, day INTEGER NOT NULL, messages INTEGER NOT NULL,
      PRIMARY KEY (organization, pair))
    """,
    "CREATE INDEX contacts_day ON contacts (day)",
  ]

  /// Brings the store to this version, all steps in one transaction.
  /// - Throws: `StoreError.newerSchema` where a later release wrote it; whatever a step throws, with nothing changed.
  func migrate(_ database: some SQLDatabase) throws {
    try database.write { connection in
      try connection.execute("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)", [])
      let found = try Schema.version(connection)
      guard found <= version else {
        throw StoreError(
          .newerSchema,
          "the store has schema version \(found), this release knows \(version) at most; run the newer release, "
            + "or restore a backup that this one made")
      }
      for statement in steps[found...].joined() { try connection.execute(statement, []) }
      guard found < version else { return }
      try connection.execute("DELETE FROM schema_version", [])
      try connection.execute("INSERT INTO schema_version (version) VALUES (?)", [SQLValue(version)])
    }
  }

  /// 0 for a store without tables.
  static func version(_ connection: any SQLConnection) throws -> Int {
    let found = try connection.query("SELECT version FROM schema_version", []) { Int($0.integer(0) ?? 0) }
    return max(found.first ?? 0, 0)
  }
}
