/// What `c=` names: how header and body are made comparable before they are hashed (RFC 6376 §3.4).
public struct DKIMCanonicalization: Hashable, Sendable {
  public enum Algorithm: String, Hashable, Sendable, CaseIterable {
    case simple
    case relaxed
  }

  public let header: Algorithm
  public let body: Algorithm

  public init(header: Algorithm, body: Algorithm) {
    self.header = header
    self.body = body
  }

  public static let relaxed = DKIMCanonicalization(header: .relaxed, body: .relaxed)
  public static let simple = DKIMCanonicalization(header: .simple, body: .simple)

  /// RFC 6376 §3.5: without `c=` both are simple; a single name is that of the header, and the body is simple.
  init?(_ text: String?) {
    let names = (text ?? "simple").split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard names.count <= 2, let header = names.first.flatMap(Algorithm.init) else { return nil }
    guard let body = names.count == 2 ? Algorithm(rawValue: names[1]) : .simple else { return nil }
    self.init(header: header, body: body)
  }
}

extension DKIMCanonicalization: CustomStringConvertible {
  public var description: String { "\(header.rawValue)/\(body.rawValue)" }
}
