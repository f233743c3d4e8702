import ContentAnalysis
import Foundation

/// One case of the html5lib tokenizer tests. Their strings are UTF-16 and may hold lone surrogates, so that text is compared
/// as UTF-16 here, and reaches the tokenizer with a surrogate as three octets.
struct TokenizerCase {
  enum Token: Equatable {
    case characters([UInt16])
    case startTag([UInt16], [[UInt16]: [UInt16]], isSelfClosing: Bool)
    case endTag([UInt16])
    case comment([UInt16])
    case doctype([UInt16]?, [UInt16]?, [UInt16]?, isCorrect: Bool)
  }

  enum Failure: Error {
    case unreadable(String)
  }

  let name: String
  let input: [UInt8]
  let output: [Token]
  let mode: HTMLTokenizer.Mode
  let lastStartTag: [UInt8]
  /// The infoset is coerced as XML wants it: another stage than the tokenizer's, done by the test.
  let isXMLViolation: Bool

  func run() -> [Token] {
    var tokenizer = HTMLTokenizer(input, mode: mode, lastStartTag: HTMLName(lastStartTag))
    var tokens: [Token] = []
    while let token = tokenizer.next() { append(token, of: tokenizer, to: &tokens) }
    return isXMLViolation ? tokens.map(TokenizerCase.coerced) : tokens
  }

  private func append(_ token: HTMLTokenizer.Token, of tokenizer: HTMLTokenizer, to tokens: inout [Token]) {
    let source = tokenizer.source
    switch token {
    case .text(let range):
      TokenizerCase.append(WideText.units(Array(source.bytes[range])), to: &tokens)
    case .characters(let first, let second):
      TokenizerCase.append(WideText.units(first) + (second == 0 ? [] : WideText.units(second)), to: &tokens)
    case .startTag:
      var attributes: [[UInt16]: [UInt16]] = [:]
      for attribute in tokenizer.tag.attributes {
        let name = WideText.units(source.nameText(attribute.name))
        if attributes[name] == nil { attributes[name] = WideText.units(source.value(attribute.value)) }
      }
      let name = WideText.units(source.nameText(tokenizer.tag.name))
      tokens.append(.startTag(name, attributes, isSelfClosing: tokenizer.tag.isSelfClosing))
    case .endTag:
      tokens.append(.endTag(WideText.units(source.nameText(tokenizer.tag.name))))
    case .comment(let range):
      tokens.append(.comment(WideText.units(source.plain(range))))
    case .doctype(let range, let isClosed):
      let doctype = HTMLDoctype(source, range, isClosed: isClosed)
      tokens.append(
        .doctype(
          doctype.name.map(WideText.units), doctype.publicIdentifier.map(WideText.units),
          doctype.systemIdentifier.map(WideText.units), isCorrect: !doctype.forcesQuirks))
    }
  }

  private static func append(_ units: [UInt16], to tokens: inout [Token]) {
    guard !units.isEmpty else { return }
    if case .characters(let earlier)? = tokens.last {
      tokens[tokens.count - 1] = .characters(earlier + units)
    } else {
      tokens.append(.characters(units))
    }
  }

  /// HTML § 13.2.9: what XML cannot say.
  private static func coerced(_ token: Token) -> Token {
    switch token {
    case .characters(let units):
      .characters(units.map { $0 == 0xFFFF ? 0xFFFD : $0 == 0x0C ? 0x20 : $0 })
    case .comment(let units):
      .comment(Array(String(decoding: units, as: UTF16.self).replacingOccurrences(of: "--", with: "- -").utf16))
    default: token
    }
  }
}

extension TokenizerCase {
  /// The cases of one file, one for each initial state.
  static func load(_ path: String) throws -> [TokenizerCase] {
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    guard case .object(let root) = try WideJSON(Array(data)), let list = root["tests"] ?? root["xmlViolationTests"],
      case .array(let tests) = list
    else { throw Failure.unreadable(path) }
    return try tests.flatMap { try cases($0, isXMLViolation: root["xmlViolationTests"] != nil) }
  }

  private static func cases(_ json: WideJSON, isXMLViolation: Bool) throws -> [TokenizerCase] {
    guard case .object(let test) = json, case .string(let input)? = test["input"], case .array(let output)? = test["output"]
    else { throw Failure.unreadable("case") }
    let isEscaped = test["doubleEscaped"] == .literal("true")
    let unescape: ([UInt16]) -> [UInt16] = { isEscaped ? WideText.unescaped($0) : $0 }
    var states = ["Data state"]
    if case .array(let list)? = test["initialStates"] { states = list.compactMap { $0.text } }
    return try states.map { state in
      guard let mode = modes[state] else { throw Failure.unreadable(state) }
      return TokenizerCase(
        name: (test["description"]?.text ?? "") + " in " + state, input: WideText.octets(unescape(input)),
        output: try output.map { try token($0, unescape) }, mode: mode,
        lastStartTag: Array((test["lastStartTag"]?.text ?? "").utf8), isXMLViolation: isXMLViolation)
    }
  }

  private static let modes: [String: HTMLTokenizer.Mode] = [
    "Data state": .data, "PLAINTEXT state": .plainText, "RCDATA state": .escapableRawText, "RAWTEXT state": .rawText,
    "Script data state": .script, "CDATA section state": .cdata,
  ]

  private static func token(_ json: WideJSON, _ unescape: ([UInt16]) -> [UInt16]) throws -> Token {
    guard case .array(let items) = json, let kind = items.first?.text else { throw Failure.unreadable("token") }
    func text(_ index: Int) -> [UInt16]? {
      if index < items.count, case .string(let units) = items[index] { unescape(units) } else { nil }
    }
    switch kind {
    case "Character": return .characters(text(1) ?? [])
    case "Comment": return .comment(text(1) ?? [])
    case "EndTag": return .endTag(text(1) ?? [])
    case "DOCTYPE": return .doctype(text(1), text(2), text(3), isCorrect: items.last == .literal("true"))
    case "StartTag":
      var attributes: [[UInt16]: [UInt16]] = [:]
      if case .object(let pairs) = items[2] {
        for case (let name, .string(let value)) in pairs { attributes[unescape(Array(name.utf16))] = unescape(value) }
      }
      return .startTag(text(1) ?? [], attributes, isSelfClosing: items.count > 3)
    default: throw Failure.unreadable(kind)
    }
  }
}
