import GatewayStorage
import Hummingbird
import MailAuthentication
import MailTypes
import MessageServices

/// `/api/v1/dkim-keys`
struct SigningKeyRoutes: Sendable {
  let keys: any SigningKeyAdministrator

  private static let allowed = "a domain, and perhaps selector, algorithm (rsa or ed25519) and now"

  func add(to group: RouterGroup<ControlContext>) {
    group.get { request, _ in try list(try await keys.list(try domain(request))) }
    group.post { request, _ in
      let order = try await RequestReader(request).body(SigningKeyOrder.self, SigningKeyRoutes.allowed)
      let key = try await keys.create(
        order.domain, selector: order.selector, try kind(order) ?? .rsa2048, now: order.now ?? false)
      return try APIDocument.response(SigningKeyDocument(key), status: .created)
    }
    group.post("rotate") { request, _ in
      let order = try await RequestReader(request).body(SigningKeyOrder.self, SigningKeyRoutes.allowed)
      return try list(
        try await keys.rotate(order.domain, selector: order.selector, try kind(order), now: order.now ?? false))
    }
    group.post("check") { request, _ in try list(try await keys.check(try domain(request))) }
    group.get(":domain/:selector") { _, context in
      try APIDocument.response(SigningKeyDocument(try await keys.show(try id(context))))
    }
    group.delete(":domain/:selector") { request, context in
      try await keys.remove(try id(context), isForced: try RequestReader(request).flag("force") ?? false)
      return Response(status: .noContent)
    }
  }

  private func list(_ keys: [SigningKeyListing]) throws -> Response {
    try APIDocument.response(SigningKeyListDocument(items: keys.map(SigningKeyDocument.init)))
  }

  private func domain(_ request: Request) throws(APIError) -> DomainName? {
    try RequestReader(request).parameter("domain", "a domain name") { DomainName($0) }
  }

  private func kind(_ order: SigningKeyOrder) throws(APIError) -> DKIMSigningKey.Kind? {
    guard let name = order.algorithm else { return nil }
    guard let kind = DKIMSigningKey.Kind(rawValue: name) else {
      throw APIError(.badRequest, "algorithm is wrong; give rsa or ed25519")
    }
    return kind
  }

  private func id(_ context: ControlContext) throws(APIError) -> SigningKey.ID {
    guard let domain = context.parameters.get("domain").flatMap({ DomainName($0) }),
      let selector = context.parameters.get("selector").flatMap({ DomainName($0) })
    else { throw APIError(.badRequest, "not a domain and a selector") }
    return SigningKey.ID(domain: domain, selector: selector)
  }
}
