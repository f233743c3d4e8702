import DNSResolution
import FoundationEssentials
import MailTypes

/// Answers a line of JSON with a line of JSON, until there are no more.
struct JSONLineBatch {
  /// What a line that cannot be answered is answered with.
  private struct Refusal: Encodable {
    let error: String
  }

  private let zone: String?
  private var shared: (any DNSResolver)?

  /// `zone` names the file that answers lines without a zone of their own; DNS answers where it is `nil`.
  init(zone: String?) { self.zone = zone }

  mutating func run(_ answer: (CheckInput, any DNSResolver) async throws(CommandFailure) -> any Encodable) async throws {
    if let zone { shared = try CommandResolver.make(zone: zone) }
    while let line = readLine(strippingNewline: true) {
      let document: any Encodable
      do throws(CommandFailure) {
        let input = try Self.decode(line)
        document = try await answer(input, try resolver(for: input))
      } catch {
        document = Refusal(error: error.message)
      }
      try Output.json(document)
    }
  }

  private static func decode(_ line: String) throws(CommandFailure) -> CheckInput {
    do {
      return try JSONDecoder().decode(CheckInput.self, from: Data(line.utf8))
    } catch let error as DecodingError {
      throw CommandFailure(ExitStatus.usage, reason(error))
    } catch {
      throw CommandFailure(ExitStatus.usage, "\(error)")
    }
  }

  private static func reason(_ error: DecodingError) -> String {
    switch error {
    case .dataCorrupted(let context), .typeMismatch(_, let context), .valueNotFound(_, let context),
      .keyNotFound(_, let context):
      let path = context.codingPath.map(\.stringValue).joined(separator: ".")
      return (path.isEmpty ? "" : path + ": ") + context.debugDescription
    @unknown default: return "\(error)"
    }
  }

  /// DNS is not opened before a line needs it.
  private mutating func resolver(for input: CheckInput) throws(CommandFailure) -> any DNSResolver {
    if let zone = input.zone { return zone }
    if let shared { return shared }
    let resolver = try CommandResolver.make(zone: nil)
    shared = resolver
    return resolver
  }
}
