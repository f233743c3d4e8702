import MailTypes

/// What one connection holds of the shared limits, given back when it ends.
struct Admission {
  private let resources: SMTPServerResources
  private var isCounted = false
  private var client: IPAddress?

  init(resources: SMTPServerResources) {
    self.resources = resources
  }

  /// Counts the connection for the whole process, once.
  mutating func enter() -> Bool {
    if !isCounted { isCounted = resources.openConnection() }
    return isCounted
  }

  /// Counts it for a client, another one after XCLIENT.
  mutating func enter(as client: IPAddress, maximum: Int) -> Bool {
    if let earlier = self.client { resources.closeClient(earlier) }
    self.client = resources.openClient(client, maximum: maximum) ? client : nil
    return self.client != nil
  }

  mutating func end() {
    if isCounted { resources.closeConnection() }
    if let client { resources.closeClient(client) }
    (isCounted, client) = (false, nil)
  }
}
