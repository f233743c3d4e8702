public import Foundation

/// A conversation with an SMTP or LMTP server, as a readable file:
///
///     # what it proves
///     @lmtp                     an option of the server or client, before the first step
///     C: NOOP                   the client sends a line; lines that follow each other go out in one write
///     C~ half a li              the same without CRLF; `\r \n \0 \\ \xHH` stand for octets in both
///     C*3: NOOP                 sent three times; `%` in it becomes 1, 2, 3
///     S: 250 2.0.0 *            the server answers with this line; `*` is any text
///     S: 250 ...                a reply of any number of lines with this code
///     S*3: 250 2.0.0 *
///     = tls                     the client negotiates TLS
///     = shut                    the client says that it sends no more
///     = close                   the server has closed
public struct Dialogue: Sendable {
  public enum Step: Sendable, Equatable {
    case send([UInt8])
    case expect(String, line: Int)
    case startTLS
    case shut
    case expectClose(line: Int)
  }

  public enum Failure: Error, Equatable {
    case syntax(file: String, line: Int)
  }

  public let name: String
  /// `["lmtp": "", "limit": "recipients 3"]`
  public let options: [Option]
  public let steps: [Step]

  public struct Option: Sendable, Equatable {
    public let name: String
    public let value: String
  }

  public init(contentsOf file: URL) throws {
    try self.init(name: file.lastPathComponent, text: String(contentsOf: file, encoding: .utf8))
  }

  public init(name: String, text: String) throws(Failure) {
    self.name = name
    var options: [Option] = []
    var steps: [Step] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.isEmpty || line.hasPrefix("#") { continue }
      if line.hasPrefix("@") {
        let words = line.dropFirst().split(separator: " ", maxSplits: 1)
        options.append(Option(name: String(words.first ?? ""), value: words.count == 2 ? String(words[1]) : ""))
        continue
      }
      guard let more = Dialogue.steps(String(line), number: index + 1) else { throw .syntax(file: name, line: index + 1) }
      for step in more { Dialogue.append(step, to: &steps) }
    }
    self.options = options
    self.steps = steps
  }

  public func option(_ name: String) -> String? {
    options.first { $0.name == name }?.value
  }

  /// Joins what the client sends without waiting.
  private static func append(_ step: Step, to steps: inout [Step]) {
    if case .send(let more) = step, case .send(let earlier) = steps.last {
      steps[steps.count - 1] = .send(earlier + more)
    } else {
      steps.append(step)
    }
  }

  private static func steps(_ line: String, number: Int) -> [Step]? {
    switch line {
    case "= tls": return [.startTLS]
    case "= shut": return [.shut]
    case "= close": return [.expectClose(line: number)]
    default: break
    }
    guard let side = line.first, let mark = line.firstIndex(where: { $0 == ":" || $0 == "~" }) else { return nil }
    let between = line[line.index(after: line.startIndex)..<mark]
    guard between.isEmpty || between.first == "*", let count = between.isEmpty ? 1 : Int(between.dropFirst()) else {
      return nil
    }
    let rest = line[line.index(after: mark)...]
    let text = String(rest.first == " " ? rest.dropFirst() : rest)
    switch side {
    case "C":
      return (1...max(count, 1)).map { turn in
        let turned = count > 1 ? text.replacingOccurrences(of: "%", with: "\(turn)") : text
        return .send(octets(turned) + (line[mark] == ":" ? [0x0D, 0x0A] : []))
      }
    case "S": return Array(repeating: .expect(text, line: number), count: count)
    default: return nil
    }
  }

  private static func octets(_ text: String) -> [UInt8] {
    var result: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\"), let escape = rest.popFirst() else {
        result.append(byte)
        continue
      }
      switch escape {
      case UInt8(ascii: "r"): result.append(0x0D)
      case UInt8(ascii: "n"): result.append(0x0A)
      case UInt8(ascii: "0"): result.append(0)
      case UInt8(ascii: "x"):
        result.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) ?? 0)
        rest = rest.dropFirst(2)
      default: result.append(escape)
      }
    }
    return result
  }
}
