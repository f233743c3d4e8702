import FilterPolicy
import GatewayConfiguration
import Yams

/// Policies as a YAML file: what `martlet apply` reads and `martlet export` writes.
enum PolicyFile {
  /// - Throws: `ConfigurationError` with all that is wrong, by line; `CommandFailure` where the file cannot be read.
  static func read(_ path: String) throws -> OrganizationPolicies {
    let name = path == "-" ? "standard input" : path
    let bytes = try MessageInput.read(path)
    let (root, broken) = try tree(bytes, name)
    let (policies, problems) = OrganizationPolicies.reading(root)
    let all =
      broken
      + problems.map { problem in
        ConfigurationProblem(
          file: name, line: root.line(of: problem.path) ?? 0,
          path: problem.path.map(ConfigurationText.printable).joined(separator: "."),
          message: Output.printable(problem.text))
      }
    guard all.isEmpty else { throw ConfigurationError(problems: all.sorted { $0.line < $1.line }) }
    return policies
  }

  private static func tree(
    _ bytes: [UInt8], _ name: String
  ) throws(ConfigurationError) -> (root: PolicyNode, broken: [ConfigurationProblem]) {
    do throws(ConfigurationText.Failure) {
      let (mapping, broken) = try ConfigurationText.read(bytes)
      return (
        PolicyNode(.mapping(mapping)), broken.map { ConfigurationProblem(file: name, line: $0.line, message: $0.message) }
      )
    } catch {
      throw ConfigurationError(problems: [ConfigurationProblem(file: name, line: error.line, message: error.message)])
    }
  }

  /// What the gateway sent: a problem means that it is of another release.
  static func policies(_ root: PolicyNode) throws -> OrganizationPolicies {
    let (policies, problems) = OrganizationPolicies.reading(root)
    guard let problem = problems.first else { return policies }
    throw CommandFailure(ExitStatus.internalError, "the gateway's policies are not understood: \(problem); use its release")
  }

  static func text(_ policies: OrganizationPolicies, _ extent: OrganizationPolicies.Extent) throws -> String {
    let node = policies.node(extent)
    if case .section(let entries) = node, entries.isEmpty { return "# All policies are as they come.\n" }
    return try Yams.serialize(node: node.yaml, width: 120, allowUnicode: true)
  }
}

extension PolicyNode {
  /// The line of each key is kept.
  fileprivate init(_ node: ConfigurationNode) {
    switch node {
    case .scalar(let text, _): self = .value(.text(text))
    case .mapping(let mapping):
      self = .section(mapping.entries.map { Entry($0.key, PolicyNode($0.value), line: $0.line) })
    case .sequence(let elements, _):
      let texts = elements.compactMap { element in
        if case .scalar(let text, _) = element { text } else { nil as String? }
      }
      self = texts.count == elements.count ? .value(.list(texts)) : .list(elements.map { PolicyNode($0) })
    }
  }

  fileprivate var yaml: Node {
    switch self {
    case .value(let value): value.yaml
    case .section(let entries): Node(entries.map { (Node($0.key.yamlScalar), $0.value.yaml) })
    case .list(let sections): Node(sections.map(\.yaml))
    }
  }
}

extension PolicyValue {
  fileprivate var yaml: Node {
    switch self {
    case .text(let text): Node(text.yamlScalar)
    case .list(let values):
      Node(values.map { Node($0.yamlScalar) }, Tag(.implicit), values.count > PolicyValue.lineOfValues ? .block : .flow)
    case .flag, .integer, .decimal: Node.scalar(Node.Scalar("\(self)", Tag(.implicit), .plain))
    }
  }

  /// Values of a list that are still easily read on one line.
  private static let lineOfValues = 6
}

extension String {
  /// Quoted where a reader of YAML might take it for something else than text.
  fileprivate var yamlScalar: Node.Scalar {
    let words: Set = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"]
    let isPlain = first?.isLetter ?? false && !words.contains(lowercased())
    return Node.Scalar(self, Tag(.implicit), isPlain ? .any : .doubleQuoted)
  }
}

extension Node {
  fileprivate init(_ scalar: Scalar) { self = .scalar(scalar) }
}
