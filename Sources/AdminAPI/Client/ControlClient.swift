import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1

/// Talks to the running gateway over its control socket.
public struct ControlClient: Sendable {
  /// An answer takes milliseconds; a backup takes as long as the disk needs.
  static let answerTimeout = TimeAmount.seconds(30)
  static let backupTimeout = TimeAmount.hours(12)
  /// Some tens of thousands of messages are judged again.
  static let trialTimeout = TimeAmount.minutes(10)
  /// Octets of an answer that is not a message: a page of a thousand items takes some 2 MB.
  static let maximumAnswer = 64 << 20

  private let path: String

  /// For the gateway whose control socket is at `path`.
  public init(socket path: String) { self.path = path }
}

extension ControlClient {
  func document<Document: Decodable & Sendable>(
    _ method: HTTPMethod, _ route: String, _ query: [(String, String)] = [], body: (any Encodable & Sendable)? = nil,
    timeout: TimeAmount = ControlClient.answerTimeout
  ) async throws(ControlClientError) -> Document {
    try await perform(method, route, query, body: body, timeout: timeout) { response in
      let buffer = try await response.body.collect(upTo: ControlClient.maximumAnswer)
      return try APIDocument.decode(Document.self, from: Data(buffer.readableBytesView))
    }
  }

  func order(_ method: HTTPMethod, _ route: String, _ query: [(String, String)] = []) async throws(ControlClientError) {
    try await perform(method, route, query) { _ in }
  }

  func perform<Value: Sendable>(
    _ method: HTTPMethod, _ route: String, _ query: [(String, String)] = [], body: (any Encodable & Sendable)? = nil,
    timeout: TimeAmount = ControlClient.answerTimeout, _ read: (HTTPClientResponse) async throws -> Value
  ) async throws(ControlClientError) -> Value {
    var configuration = HTTPClient.Configuration()
    // A gateway that is not there now will not be in ten seconds.
    configuration.connectionPool.retryConnectionEstablishment = false
    let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    let result: Result<Value, any Error>
    do {
      let request = try request(method, route, query, body)
      let response = try await client.execute(request, timeout: timeout)
      guard (200..<300).contains(response.status.code) else { throw await refusal(response) }
      result = .success(try await read(response))
    } catch {
      result = .failure(error)
    }
    // Nothing is left open that could fail to close.
    try? await client.shutdown()
    return try result.mapError { ControlClientError($0, socket: path) }.get()
  }

  private func request(
    _ method: HTTPMethod, _ route: String, _ query: [(String, String)], _ body: (any Encodable & Sendable)?
  ) throws -> HTTPClientRequest {
    let query = query.map { "\(PercentEncoding.encoded($0.0))=\(PercentEncoding.encoded($0.1))" }.joined(separator: "&")
    var request = HTTPClientRequest(
      url: "http+unix://\(PercentEncoding.encoded(path))/api/v1/\(route)" + (query.isEmpty ? "" : "?" + query))
    request.method = method
    if let body {
      request.headers.add(name: "Content-Type", value: "application/json")
      request.body = .bytes(ByteBuffer(bytes: try APIDocument.encode(body)))
    }
    return request
  }

  private func refusal(_ response: HTTPClientResponse) async -> ControlClientError {
    let status = Int(response.status.code)
    guard let buffer = try? await response.body.collect(upTo: ControlClient.maximumAnswer),
      let document = try? APIDocument.decode(ErrorDocument.self, from: Data(buffer.readableBytesView))
    else { return .refused(code: "http\(status)", message: "the gateway answered with HTTP status \(status)") }
    return .refused(code: document.error.code, message: document.error.message)
  }
}
