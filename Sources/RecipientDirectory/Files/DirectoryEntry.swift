import MailTypes

/// One recipient or group as a CSV or YAML file says it.
struct DirectoryEntry {
  var line: Int
  var address: EmailAddress
  var name: String?
  var aliases: [EmailAddress] = []
  /// The groups it is in.
  var groups: [EmailAddress] = []
  /// What is in it; only a group has any.
  var members: [EmailAddress] = []
  var isGroup = false
}
