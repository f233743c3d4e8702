import AsyncHTTPClient
import MailAuthentication
import MailTypes
import NIOCore
import NIOHTTP1
import NIOSSL

/// Gets an MTA-STS policy (RFC 8461 §3.3).
enum PolicyDownload {
  /// For connecting, TLS and the body together: RFC 8461 §3.3 advises a minute, an administrator waits less.
  private static let time = TimeAmount.seconds(10)

  static func fetch(_ domain: DomainName) async -> MTASTSFetch {
    await fetch("https://mta-sts.\(domain)/.well-known/mta-sts.txt", .makeClientConfiguration())
  }

  /// The certificate of the server is verified as `tls` says.
  static func fetch(_ url: String, _ tls: TLSConfiguration) async -> MTASTSFetch {
    var configuration = HTTPClient.Configuration(tlsConfiguration: tls)
    // RFC 8461 §3.3: redirects must not be followed.
    configuration.redirectConfiguration = .disallow
    let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    let result = await fetch(HTTPClientRequest(url: url), client)
    try? await client.shutdown()
    return result
  }

  private static func fetch(_ request: HTTPClientRequest, _ client: HTTPClient) async -> MTASTSFetch {
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
