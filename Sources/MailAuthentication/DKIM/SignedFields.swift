/// Which fields a signer covers.
public struct SignedFields: Hashable, Sendable {
  /// Covered as often as they occur, and once more, so that none can be added (RFC 6376 §8.15).
  public var sealed: [String]
  /// Covered as often as they occur (§5.4.1).
  public var present: [String]

  public init(sealed: [String], present: [String]) {
    self.sealed = sealed
    self.present = present
  }

  /// What readers show or obey is sealed; what lists and threads need is covered where it is there.
  public static let standard = SignedFields(
    sealed: [
      "From", "To", "Cc", "Subject", "Date", "Reply-To", "Sender", "Message-ID", "MIME-Version", "Content-Type",
      "Content-Transfer-Encoding", "In-Reply-To", "References",
    ],
    present: [
      "Resent-Date", "Resent-From", "Resent-To", "Resent-Cc", "List-Id", "List-Help", "List-Unsubscribe", "List-Subscribe",
      "List-Post", "List-Owner", "List-Archive", "List-Unsubscribe-Post", "Autocrypt", "Auto-Submitted",
    ])

  /// `h=` for a message.
  func names(_ message: SignedMessage) -> [String] {
    func repeated(_ name: String, _ extra: Int) -> [String] {
      Array(repeating: name, count: message.fields(name.lowercased()).count + extra)
    }
    return sealed.flatMap { repeated($0, 1) } + present.flatMap { repeated($0, 0) }
  }
}
