public import MailTypes

/// Who handed a message to a host, as that host wrote it down: the `from` clause of its Received field (RFC 5321 §4.4).
public struct ReceivedClient: Hashable, Sendable {
  public let address: IPAddress
  /// What the client called itself; empty where the field does not say.
  public let helo: String

  /// The client of a connection to us.
  public init(_ client: ClientFacts) {
    address = client.address
    helo = client.helo
  }

  /// Octets of a field in which the clause is looked for.
  private static let clauseLimit = 1024

  /// Reads the value of a Received field; `nil` where it names no address of a client.
  ///
  /// Addresses stand in brackets by the standard's `TCP-info`, in the comment behind the name or in its place; some hosts leave the
  /// brackets away. What follows `by` is about the host itself.
  public init?(_ value: some Collection<UInt8>) {
    let words = ReceivedClient.words(value.prefix(ReceivedClient.clauseLimit))
    guard words.first?.lowercased() == "from" else { return nil }
    let clause = words.dropFirst().prefix { $0.lowercased() != "by" }
    guard let address = clause.lazy.compactMap(ReceivedClient.address).last else { return nil }
    self.address = address
    helo = clause.first.flatMap { ReceivedClient.address($0) == nil ? $0 : nil } ?? ""
  }

  /// The words of the value: what stands between blanks, parentheses and the like.
  private static func words(_ value: some Sequence<UInt8>) -> [String] {
    var words: [[UInt8]] = [[]]
    for byte in value {
      if " \t\r\n()=;,<>".utf8.contains(byte) {
        if words.last?.isEmpty == false { words.append([]) }
      } else {
        words[words.count - 1].append(byte)
      }
    }
    return words.filter { !$0.isEmpty }.map { String(decoding: $0, as: UTF8.self) }
  }

  /// `[192.0.2.1]`, `[IPv6:2001:db8::1]`, `192.0.2.1`.
  private static func address(_ word: String) -> IPAddress? {
    var text = word[...]
    if text.hasPrefix("[") {
      guard let end = text.firstIndex(of: "]") else { return nil }
      text = text[text.index(after: text.startIndex)..<end]
    }
    if text.lowercased().hasPrefix("ipv6:") { text = text.dropFirst(5) }
    return IPAddress(text)
  }
}

extension HeaderBlock {
  /// The Received fields from the top, each with the client it names; at most `limit`.
  public func receivedClients(limit: Int = ReceivedField.hopLimit) -> [ReceivedClient?] {
    all("Received").prefix(limit).map { ReceivedClient(rawValue(of: $0)) }
  }
}
