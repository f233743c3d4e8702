-- A store as schema version 1 wrote it: one queued copy, and one undeliverable one in quarantine.
CREATE TABLE schema_version (version INTEGER NOT NULL);
INSERT INTO schema_version (version) VALUES (1);
CREATE TABLE messages (
  organization TEXT NOT NULL, trace_id TEXT NOT NULL, received_at INTEGER NOT NULL,
  is_awaiting_scan INTEGER NOT NULL, size INTEGER NOT NULL, digest BLOB NOT NULL, facts BLOB NOT NULL,
  vault_name TEXT, content BLOB,
  PRIMARY KEY (organization, trace_id));
CREATE INDEX messages_awaiting_scan ON messages (received_at) WHERE is_awaiting_scan = 1;
CREATE TABLE queue_items (
  organization TEXT NOT NULL, trace_id TEXT NOT NULL, queue_id INTEGER NOT NULL,
  next_hop TEXT NOT NULL, next_attempt INTEGER NOT NULL, hold TEXT, created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL, attempts INTEGER NOT NULL, is_junk INTEGER NOT NULL,
  may_notify_sender INTEGER NOT NULL, delay_notice_at INTEGER, recipients BLOB NOT NULL, edits BLOB NOT NULL,
  history BLOB NOT NULL,
  PRIMARY KEY (organization, trace_id, queue_id));
CREATE INDEX queue_items_schedule ON queue_items (next_hop, next_attempt) WHERE hold IS NULL;
CREATE TABLE quarantine_entries (
  organization TEXT NOT NULL, trace_id TEXT NOT NULL, queue_id INTEGER NOT NULL,
  reason TEXT NOT NULL, verdict TEXT, sender_key TEXT NOT NULL, recipient_keys TEXT NOT NULL, subject TEXT NOT NULL,
  next_hop TEXT NOT NULL, may_notify_sender INTEGER NOT NULL, quarantined_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL, released_at INTEGER, detail TEXT NOT NULL, recipients BLOB NOT NULL, edits BLOB NOT NULL,
  PRIMARY KEY (organization, trace_id, queue_id));
CREATE INDEX quarantine_entries_age ON quarantine_entries (quarantined_at);
CREATE INDEX quarantine_entries_expiry ON quarantine_entries (expires_at);
CREATE TABLE probe (id INTEGER NOT NULL PRIMARY KEY, written INTEGER NOT NULL);
INSERT INTO probe (id, written) VALUES (1, 0);
INSERT INTO messages VALUES (
  'example', '5e3cf8d1-6d5a-4b7e-9a77-0c1d2e3f4a5b', 1700000000000000, 0, 23,
  X'325EDC8E96DEE94E607FE56C8BD87B0FEC44F3091F783187D822ADBE386464D5',
  X'01123139322E302E322E3132206D61696C2E6578616D706C652E6F72670A45534D54500000000E696E626F756E641E616E6E406578616D706C652E6F7267021E626F62406578616D706C652E6E6574000000000000',
  NULL, X'5375626A6563743A206F6C640D0A0D0A48656C6C6F0D0A');
INSERT INTO queue_items VALUES (
  'example', '5e3cf8d1-6d5a-4b7e-9a77-0c1d2e3f4a5b', 1782579200000123456, 'smtp://mail.example.net:25', 1700000300000000, NULL,
  1700000000000000, 1700172800000000, 1, 0, 1, 1700014400000000,
  X'01021E626F62406578616D706C652E6E6574000000', X'010000',
  X'01028089EC82838985061E626F62406578616D706C652E6E6574123139322E302E322E371E34353120342E332E30206C61746572');
INSERT INTO quarantine_entries VALUES (
  'example', '5e3cf8d1-6d5a-4b7e-9a77-0c1d2e3f4a5b', 1782579200000123457, 'Undeliverable', NULL, 'ann@example.org',
  char(10) || 'bob@example.net' || char(10), 'old', 'maildir:/var/mail', 0, 1700000000000000, 1702592000000000, NULL,
  '550 5.1.1 no such user', X'011E616E6E406578616D706C652E6F7267021E626F62406578616D706C652E6E65740000', X'010000');
