public import FoundationEssentials
import Hummingbird
import NIOCore

/// How the API's JSON is written and read: keys sorted, so that answers compare as text; unknown keys ignored.
public enum APIDocument {
  public static func encode(_ document: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(document)
  }

  public static func decode<Document: Decodable>(_ type: Document.Type, from data: Data) throws -> Document {
    try JSONDecoder().decode(type, from: data)
  }

  static func response(_ document: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
    var buffer = ByteBuffer(bytes: try encode(document))
    buffer.writeString("\n")
    return Response(status: status, headers: [.contentType: "application/json"], body: ResponseBody(byteBuffer: buffer))
  }
}

/// `{"error": {"code": "notFound", "message": "…"}}`
public struct ErrorDocument: Hashable, Sendable, Codable {
  public struct Content: Hashable, Sendable, Codable {
    /// `badRequest`, `forbidden`, `notFound`, `conflict`, `unavailable`, `internalError`.
    public let code: String
    /// One line for people.
    public let message: String
  }

  public let error: Content
}
