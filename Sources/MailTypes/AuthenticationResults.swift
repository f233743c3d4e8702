/// What one authentication service says about a message (RFC 8601): the value of an Authentication-Results field, or what
/// follows the instance in ARC-Authentication-Results (RFC 8617 §4.1.1).
public struct AuthenticationResults: Hashable, Sendable {
  /// Who says so; empty where a field of Exchange Online's bare form was read (eop-spec §2.9).
  public var authservID: String
  /// The version of the field, 1 where it is left out.
  public var version: Int?
  /// In their order; empty for `none`.
  public var results: [MethodResult]

  public init(authservID: String, version: Int? = nil, results: [MethodResult] = []) {
    self.authservID = authservID
    self.version = version
    self.results = results
  }

  /// The first result of a method, in lower case.
  public func first(_ method: String) -> MethodResult? { results.first { $0.method == method } }
}

extension AuthenticationResults {
  /// What one method found (RFC 8601 §2.2 `resinfo`).
  public struct MethodResult: Hashable, Sendable {
    /// Lower case, as `spf`.
    public var method: String
    public var methodVersion: Int?
    /// Lower case, as `pass`.
    public var result: String
    /// `reason=`.
    public var reason: String?
    /// What stood in parentheses behind the result, without them.
    public var comment: String?
    public var properties: [Property]
    /// Pairs without a type before the name, which the grammar does not have and Exchange Online writes (`action=none`).
    public var parameters: [Parameter]

    public init(
      _ method: String, _ result: String, methodVersion: Int? = nil, reason: String? = nil, comment: String? = nil,
      properties: [Property] = [], parameters: [Parameter] = []
    ) {
      self.method = method
      self.methodVersion = methodVersion
      self.result = result
      self.reason = reason
      self.comment = comment
      self.properties = properties
      self.parameters = parameters
    }

    /// The value of a property; type and name in lower case.
    public func value(_ type: String, _ name: String) -> String? {
      properties.first { $0.type == type && $0.name == name }?.value
    }
  }

  /// RFC 8601 §2.2 `propspec`: `smtp.mailfrom=example.com`.
  public struct Property: Hashable, Sendable {
    /// Lower case: `smtp`, `header`, `body`, `policy`, or what else is there.
    public var type: String
    /// Lower case.
    public var name: String
    public var value: String
    /// What stood in parentheses behind the value.
    public var comment: String?

    public init(_ type: String, _ name: String, _ value: String, comment: String? = nil) {
      self.type = type
      self.name = name
      self.value = value
      self.comment = comment
    }
  }

  public struct Parameter: Hashable, Sendable {
    /// Lower case.
    public var name: String
    public var value: String

    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }
}
