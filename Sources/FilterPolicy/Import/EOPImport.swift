public import MailTypes

/// What JSON exported from Exchange Online's cmdlets says, as Martlet's policies and lists: `Get-HostedContentFilterPolicy`
/// and `…Rule`, `Get-AntiPhishPolicy` and `…Rule`, `Get-MalwareFilterPolicy` and `…Rule`, `Get-HostedConnectionFilterPolicy`,
/// `Get-QuarantinePolicy`, `Get-EOPProtectionPolicyRule`, `Get-TenantAllowBlockListItems` and `…SpoofItems`, through
/// `ConvertTo-Json`. Which an object is, its properties tell. Nothing is guessed: whatever is not taken over is in `notes`.
///
/// An import must not change what passes: who moves here would lose mail of partners on the first day, and blame the move.
/// Allowed senders therefore count as in Exchange, without proof that they are it, although what is allowed here asks for one
/// by default. Each policy and the whole list of entries has a note that says so, and the lints warn of it until it is changed.
/// For the same reason a rule that was not understood to the last value is taken over switched off: a condition less, or an
/// exception less, is another rule.
public struct EOPImport: Sendable {
  public struct File: Sendable {
    /// For notes.
    public let name: String
    /// An object or a list of them, of any kinds.
    public let content: ImportedValue
    /// What `-ListType` of `Get-TenantAllowBlockListItems` was, whose answer does not say it.
    public let listType: AllowBlockValue.Kind?

    public init(name: String, content: ImportedValue, listType: AllowBlockValue.Kind? = nil) {
      self.name = name
      self.content = content
      self.listType = listType
    }
  }

  /// The given policies with what was imported: a policy in the place of that with its name, rules after those that there are.
  public let policies: OrganizationPolicies
  public let allowBlock: [AllowBlockEntry]
  public let spoofedSenders: [SpoofedSenderList.Entry]
  /// In the order of files and of objects in them.
  public let notes: [ImportNote]
  /// How many objects of each kind were recognised: `HostedContentFilterPolicy: 3`.
  public let objects: [String: Int]

  /// - Parameter policies: those to add to; what the import has in their places is replaced.
  public init(_ files: [File], onto policies: OrganizationPolicies = OrganizationPolicies(), now: UTCTime) {
    var importer = EOPImporter(policies: policies, now: now)
    for file in files { importer.collect(file) }
    importer.read()
    self.policies = importer.policies
    allowBlock = importer.allowBlock
    spoofedSenders = importer.spoofedSenders
    notes = importer.notesInOrder
    objects = Dictionary(grouping: importer.objects, by: \.kind.rawValue).mapValues(\.count)
  }
}
