import MailTypes

/// Where one accepted recipient's mail goes, and whose it is.
struct Destination: Hashable, Sendable {
  /// The organisation whose policies judge the copy: the recipient's, or for mail going out the sender's. Empty for mail a
  /// trusted host relays between strangers.
  var organization: String
  var nextHop: NextHop
  var isLocal: Bool
}
