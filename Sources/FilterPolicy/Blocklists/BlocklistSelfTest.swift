public import MailTypes

/// Asks a list what it must and must not list (RFC 5782 §5). A list that has been closed down often lists everything, or nothing.
public struct BlocklistSelfTest: Sendable {
  private let resolver: any DNSResolver

  public init(resolver: any DNSResolver) { self.resolver = resolver }

  /// - Returns: why the list is not to be used, on one line; `nil` where it is well.
  public func fault(of list: Blocklist) async -> String? {
    let (listed, absent) = BlocklistSelfTest.points(of: list)
    let present = BlocklistAnswer(await resolver.resolve(listed))
    if let fault = BlocklistSelfTest.fault(present, listed.name) { return fault }
    guard case .listed = present else { return "\(listed.name), which every such list has, is not listed" }
    let other = BlocklistAnswer(await resolver.resolve(absent))
    if case .listed = other { return "\(absent.name), which no such list has, is listed: it lists everything" }
    // Some lists answer 127.0.0.1 and nothing else to those they refuse.
    return BlocklistSelfTest.fault(other, absent.name)
  }

  private static func fault(_ answer: BlocklistAnswer, _ name: String) -> String? {
    switch answer {
    case .refused(let address): "\(name) is answered with \(address): it refuses the questions of this resolver"
    case .foreign(let address): "\(name) is answered with \(address), which is no answer of a list"
    case .unanswered: "\(name) is not answered"
    case .listed, .notListed: nil
    }
  }

  /// What must be listed, and what must not.
  private static func points(of list: Blocklist) -> (listed: DNSQuestion, absent: DNSQuestion) {
    switch list.kind {
    case .ip:
      let point = list.testPoint.flatMap { IPAddress($0) } ?? .v4(0x7F00_0002)
      return (list.question(for: point), list.question(for: .v4(0x7F00_0001)))
    case .domain:
      return (list.question(forDomain: list.testPoint ?? "test"), list.question(forDomain: "invalid"))
    }
  }
}
