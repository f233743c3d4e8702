import Yams

/// Reads YAML into `ConfigurationNode`s, within limits that keep a hostile file cheap.
package enum ConfigurationText {
  /// Ten thousand domains need some 2 MB.
  package static let maximumSize = 8 << 20
  /// The schema is six deep.
  static let maximumDepth = 16

  package struct Failure: Error {
    package let line: Int
    package let message: String
  }

  /// The document's mapping, empty for an empty document; `repeated` are keys that stand twice in one mapping.
  package static func read(
    _ bytes: [UInt8], maximumSize: Int = ConfigurationText.maximumSize
  ) throws(Failure) -> (root: ConfigurationMapping, problems: [Failure]) {
    guard bytes.count <= maximumSize else {
      throw Failure(line: 0, message: "is \(bytes.count) octets long; at most \(maximumSize) are allowed")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Failure(line: lineOfInvalidByte(bytes), message: "is not UTF-8; save it as UTF-8")
    }
    if let line = lineOfAlias(bytes) {
      throw Failure(line: line, message: "anchors (&) and aliases (*) are not allowed; write the value out")
    }
    var problems: [Failure] = []
    guard let root = try compose(text) else { return (ConfigurationMapping(line: 1), []) }
    switch try node(root, depth: 0, problems: &problems) {
    case .mapping(let mapping): return (mapping, problems)
    case .scalar("", let line): return (ConfigurationMapping(line: line), problems)
    case .scalar(_, let line), .sequence(_, let line):
      throw Failure(line: line, message: "the file must be made of settings, each as `key: value`")
    }
  }

  /// Text of the file as a message may show it: one line, not too long.
  package static func printable(_ text: String) -> String {
    let maximum = 80
    let scalars = text.unicodeScalars.prefix(maximum).map { scalar in
      scalar.value < 0x20 || scalar.value == 0x7F || (0x80...0x9F).contains(scalar.value) || scalar.value == 0x2028
        || scalar.value == 0x2029 ? "\u{FFFD}" : scalar
    }
    return String(String.UnicodeScalarView(scalars)) + (text.unicodeScalars.count > maximum ? "…" : "")
  }

  private static func compose(_ text: String) throws(Failure) -> Node? {
    do {
      return try Parser(yaml: text).singleRoot()
    } catch let error as YamlError {
      throw failure(error)
    } catch {
      throw Failure(line: 0, message: "cannot be read as YAML")
    }
  }

  private static func failure(_ error: YamlError) -> Failure {
    switch error {
    case .composer(_, _, let mark, _):
      Failure(line: mark.line, message: "only one document without aliases is allowed; remove what begins here")
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _):
      Failure(line: mark.line, message: "is not YAML here: \(printable(problem)); look at the indentation and quotes")
    case .reader(let problem, _, _, _):
      Failure(line: 0, message: "is not YAML: \(printable(problem)); remove the character")
    case .duplicatedKeysInMapping(let duplicates, let context):
      Failure(
        line: context.mark.line, message: "`\(printable(duplicates.first ?? ""))` stands twice in one section; remove one")
    default:
      Failure(line: 0, message: "cannot be read as YAML")
    }
  }

  private static func node(_ node: Node, depth: Int, problems: inout [Failure]) throws(Failure) -> ConfigurationNode {
    let line = node.mark?.line ?? 0
    guard depth <= maximumDepth else {
      throw Failure(line: line, message: "is nested more than \(maximumDepth) deep; no setting is")
    }
    switch node {
    case .scalar(let scalar):
      return .scalar(scalar.string, line: line)
    case .sequence(let sequence):
      var elements: [ConfigurationNode] = []
      for element in sequence { elements.append(try self.node(element, depth: depth + 1, problems: &problems)) }
      return .sequence(elements, line: line)
    case .mapping(let mapping):
      var result = ConfigurationMapping(line: line)
      for (key, value) in mapping {
        guard case .scalar(let name) = key else {
          problems.append(
            Failure(line: key.mark?.line ?? line, message: "a key must be a word; remove the list or section before the colon"))
          continue
        }
        let value = try self.node(value, depth: depth + 1, problems: &problems)
        result.entries.append(ConfigurationMapping.Entry(key: name.string, line: name.mark?.line ?? line, value: value))
      }
      return .mapping(result)
    case .alias:
      throw Failure(line: line, message: "aliases (*) are not allowed; write the value out")
    }
  }

  /// Where an alias of an anchor in this file stands. Composing them would let a small file grow without bound, so they must
  /// be found before: `&name` and `*name`, where a token can begin. A file that has both in its comments is refused too.
  private static func lineOfAlias(_ bytes: [UInt8]) -> Int? {
    let anchors = tokens(marked: UInt8(ascii: "&"), bytes)
    guard !anchors.isEmpty else { return nil }
    let names = Set(anchors.map(\.name))
    return tokens(marked: UInt8(ascii: "*"), bytes).first { names.contains($0.name) }?.line
  }

  private static func tokens(marked mark: UInt8, _ bytes: [UInt8]) -> [(name: ArraySlice<UInt8>, line: Int)] {
    var result: [(name: ArraySlice<UInt8>, line: Int)] = []
    var line = 1
    for (index, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: "\n") { line += 1 }
      guard byte == mark else { continue }
      let name = bytes[(index + 1)...].prefix { isNameByte($0) }
      if !name.isEmpty { result.append((name, line)) }
    }
    return result
  }

  /// libyaml's alphabet for the names of anchors.
  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private static func lineOfInvalidByte(_ bytes: [UInt8]) -> Int {
    var line = 1
    for part in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if String(validating: part, as: UTF8.self) == nil { return line }
      line += 1
    }
    return line
  }
}
