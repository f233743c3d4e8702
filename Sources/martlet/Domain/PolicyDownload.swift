import AsyncHTTPClient
import MailAuthentication
import MailTypes
import NIOCore
import NIOHTTP1

/// Gets an MTA-STS policy (RFC 8461 §3.3).
enum PolicyDownload {
  /// For connecting, TLS and the body together: RFC 8461 §3.3 advises a minute, an administrator waits less.
  private static let time = TimeAmount.seconds(10)

  static func fetch(_ domain: DomainName) async -> MTASTSFetch {
    var configuration = HTTPClient.Configuration()
    // RFC 8461 §3.3: redirects must not be followed.
    configuration.redirectConfiguration = .disallow
    let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    let result = await fetch(domain, client)
    try? await client.shutdown()
    return result
  }

  private static func fetch(_ domain: DomainName, _ client: HTTPClient) async -> MTASTSFetch {
    let request = HTTPClientRequest(url: "https://mta-sts.\(domain)/.well-known/mta-sts.txt")
    do {
      let response = try await client.execute(request, timeout: time)
      guard response.status == .ok else { return .refused("the answer is \(response.status.code)") }
      let body = try await response.body.collect(upTo: MTASTSPolicy.octetLimit)
      return .fetched(Array(body.readableBytesView))
    } catch {
      return .unreachable("\(error)")
    }
  }
}
