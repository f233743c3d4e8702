public import MailTypes

extension PolicySnapshot {
  /// True for a client whose mail the organization does not take, whatever it says: the IP Block List has it, and the IP Allow
  /// List does not (eop-spec §7.8), or the Tenant Allow/Block List has its IPv6 address (§7.5).
  public func blocks(_ client: IPAddress, now: UTCTime) -> Bool {
    connectionFilter.blocks(client) || allowBlock.entries(aboutClient: client, now: now).contains { $0.action == .block }
  }
}
