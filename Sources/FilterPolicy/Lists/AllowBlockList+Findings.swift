public import MailTypes

extension AllowBlockList {
  /// Whether any entry is about the message, whatever comes of it.
  public func concerns(_ findings: Findings, now: UTCTime) -> Bool {
    !entries(about: SenderIdentity(findings), now: now).isEmpty
      || !entries(aboutLinks: findings.entities.urls, now: now).isEmpty
      || !entries(aboutFiles: findings.fileHashes, now: now).isEmpty
      || !entries(aboutClient: findings.entities.clientAddress, now: now).isEmpty
  }
}

extension Findings {
  /// SHA-256 of each attachment, and of what archives hold.
  var fileHashes: [String] { entities.attachments.map(\.sha256) + (files?.listed.compactMap(\.sha256) ?? []) }
}
