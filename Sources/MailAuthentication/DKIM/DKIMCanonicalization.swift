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
  init?(_ value: ArraySlice<UInt8>?) {
    guard let value else {
      self = .simple
      return
    }
    let slash = value.firstIndex(of: UInt8(ascii: "/"))
    guard let header = Algorithm(value[..<(slash ?? value.endIndex)]) else { return nil }
    guard let body = slash.map({ Algorithm(value[($0 + 1)...]) }) ?? .simple else { return nil }
    self.init(header: header, body: body)
  }
}

extension DKIMCanonicalization.Algorithm {
  fileprivate init?(_ name: ArraySlice<UInt8>) {
    guard let algorithm = Self.allCases.first(where: { $0.rawValue.utf8.elementsEqual(name) }) else { return nil }
    self = algorithm
  }
}

extension DKIMCanonicalization: CustomStringConvertible {
  public var description: String { "\(header.rawValue)/\(body.rawValue)" }
}
