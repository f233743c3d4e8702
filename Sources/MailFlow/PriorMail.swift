import FilterPolicy

/// What was known before a message came, and bears on how it is judged.
struct PriorMail {
  /// What came before from the same infrastructure in the name of the same domain.
  var sender: SenderHistory?
  /// What is known of the sender as one of bulk mail.
  var bulk: BulkHistory?
  /// What came before from the author to each recipient; empty where nobody asks.
  var contacts: [SenderContact?] = []
  /// Whether a report returns mail of ours.
  var returnsSentMail: Bool?

  func contact(of recipient: Int) -> SenderContact? { contacts.indices.contains(recipient) ? contacts[recipient] : nil }
}
