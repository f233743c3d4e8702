import FoundationEssentials
import GatewayStorage
import Hummingbird
import MailTypes
import NIOCore

/// Reads what requests carry into types; what cannot be read is `badRequest` and says what is allowed.
struct RequestReader {
  /// Octets of a request body: all that are sent hold one path.
  static let maximumBody = 16 << 10

  private let request: Request

  init(_ request: Request) { self.request = request }

  static func id(_ context: ControlContext) throws(APIError) -> QueueID {
    guard let id = context.parameters.get("id").flatMap({ QueueID($0) }) else {
      throw APIError(.badRequest, "not an id; ids have 13 letters and digits")
    }
    return id
  }

  func parameter<Value>(_ name: String, _ allowed: String, _ read: (String) -> Value?) throws(APIError) -> Value? {
    guard let text = request.uri.queryParameters[Substring(name)] else { return nil }
    guard let value = read(String(text)) else { throw APIError(.badRequest, "\(name) is wrong; give \(allowed)") }
    return value
  }

  func flag(_ name: String) throws(APIError) -> Bool? {
    try parameter(name, "true or false") { Bool($0) }
  }

  /// 1…1000, and how many to leave out before.
  func page() throws(APIError) -> (limit: Int, offset: Int) {
    let limit = try parameter("limit", "a number from 1 to 1000") { Int($0).flatMap { (1...1000).contains($0) ? $0 : nil } }
    let offset = try parameter("offset", "a number from 0") { Int($0).flatMap { $0 >= 0 ? $0 : nil } }
    return (limit ?? QueueFilter.defaultLimit, offset ?? 0)
  }

  /// The one organization there is.
  static func only(of organizations: [String]) throws(APIError) -> String {
    guard organizations.count == 1, let only = organizations.first else {
      throw APIError(.badRequest, "organization is missing; give one of \(organizations.joined(separator: ", "))")
    }
    return only
  }

  func body<Document: Decodable>(
    _ type: Document.Type, _ allowed: String, upTo limit: Int = RequestReader.maximumBody
  ) async throws -> Document {
    let buffer = try await request.body.collect(upTo: limit)
    do {
      return try APIDocument.decode(type, from: Data(buffer.readableBytesView))
    } catch {
      throw APIError(.badRequest, "the body is wrong; send \(allowed)")
    }
  }
}
