import MailTypes

/// The header field that records what a check found (RFC 7208 §9.1).
public struct ReceivedSPFField: Hashable, Sendable, CustomStringConvertible {
  /// Octets of one value as it is written, with its backslashes; longer ones, which only hostile senders have, are cut: the line
  /// with its six values must stay below the 998 octets of RFC 5322 §2.1.1.
  private static let valueLimit = 120

  private let request: SPFRequest
  private let result: SPFResult

  public init(_ result: SPFResult, of request: SPFRequest) {
    self.result = result
    self.request = request
  }

  /// `Received-SPF: ` and the value, on one line without a line end.
  public var description: String { "Received-SPF: " + value }

  /// Verdict, comment, then keys and values.
  public var value: String {
    let pairs = pairs.map { "\($0.0)=\(ReceivedSPFField.word($0.1))" }
    return "\(result.verdict.rawValue) (\(comment)) " + pairs.joined(separator: "; ")
  }

  private var pairs: [(String, String)] {
    let all: [(String, String?)] = [
      ("client-ip", request.client.description), ("envelope-from", request.mailFrom),
      ("helo", request.helo.isEmpty ? nil : request.helo),
      ("receiver", receiver), ("problem", result.reason?.problem), ("mechanism", result.mechanism),
      ("identity", request.identity.rawValue),
    ]
    return all.compactMap { key, value in value.map { (key, $0) } }
  }

  private var receiver: String { request.receiver ?? "unknown" }

  private var comment: String {
    let domain = result.domain?.text ?? request.sender.domain
    return ReceivedSPFField.commentText("\(receiver): " + statement(domain, "\(request.client)"))
  }

  private func statement(_ domain: String, _ client: String) -> String {
    switch result.verdict {
    case .pass: "domain of \(domain) designates \(client) as permitted sender"
    case .fail: "domain of \(domain) does not designate \(client) as permitted sender"
    case .softfail: "transitioning domain of \(domain) does not designate \(client) as permitted sender"
    case .neutral: "\(client) is neither permitted nor denied by domain of \(domain)"
    case .none: "domain of \(domain) does not designate permitted sender hosts"
    case .temperror: "temporary error in processing domain of \(domain)\(reason)"
    case .permerror: "permanent error in processing domain of \(domain)\(reason)"
    }
  }

  private var reason: String { result.reason.map { ": \($0)" } ?? "" }

  /// A dot-atom where the value is one, else a quoted-string (RFC 7208 §9.1 `key-value-pair`).
  private static func word(_ value: String) -> String {
    let octets = printable(value)
    let isAtom = octets.allSatisfy { SPFTermReader.isAlphanumeric($0) || "!#$%&'*+-/?^_`{|}~.".utf8.contains($0) }
    let hasEmptyAtom = octets.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).contains { $0.isEmpty }
    guard !isAtom || hasEmptyAtom else { return String(decoding: octets, as: UTF8.self) }
    return "\"" + escaped(octets, "\"\\") + "\""
  }

  private static func commentText(_ text: String) -> String { escaped(printable(text), "()\\") }

  private static func escaped(_ octets: [UInt8], _ marks: String) -> String {
    String(decoding: octets.flatMap { marks.utf8.contains($0) ? [UInt8(ascii: "\\"), $0] : [$0] }, as: UTF8.self)
  }

  /// What came from the client must not end the line or forge another. UTF-8 stays (RFC 6532 §3.2).
  private static func printable(_ text: String) -> [UInt8] {
    var scalars = String.UnicodeScalarView()
    var length = 0
    for scalar in text.unicodeScalars {
      length += "()\"\\".unicodeScalars.contains(scalar) ? 2 : UTF8.width(scalar)
      guard length <= valueLimit else { break }
      scalars.append(scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) ? "?" : scalar)
    }
    return Array(String(scalars).utf8)
  }
}
