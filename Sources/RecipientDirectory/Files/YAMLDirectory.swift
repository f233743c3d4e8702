import GatewayConfiguration
import MailTypes

/// Recipients and groups as YAML: `recipients` and `groups`, each a list; an element is an address, or a section with
/// `address`, `name`, `aliases` and `groups` or `members`.
enum YAMLDirectory {
  /// - Throws: the lines that are wrong.
  static func read(_ bytes: [UInt8], file: String) throws(ConfigurationError) -> DirectoryContents {
    var builder = ContentsBuilder(file: file)
    do throws(ConfigurationText.Failure) {
      let (root, problems) = try ConfigurationText.read(bytes, maximumSize: DirectoryFile.maximumSize)
      for problem in problems { builder.problem(line: problem.line, problem.message) }
      read(root, &builder)
    } catch {
      builder.problem(line: error.line, error.message)
    }
    return try builder.contents()
  }

  private static func read(_ root: ConfigurationMapping, _ builder: inout ContentsBuilder) {
    for part in root.entries {
      guard part.key == "recipients" || part.key == "groups" else {
        builder.problem(line: part.line, ConfigurationText.printable(part.key), "unknown key; allowed: `recipients`, `groups`")
        continue
      }
      for (index, element) in elements(part.value, part.key, &builder).enumerated() where !builder.isFull {
        let reader = Reader(path: "\(part.key)[\(index)]", isGroup: part.key == "groups")
        if let entry = reader.entry(element, &builder) { builder.add(entry) }
      }
    }
  }

  /// The elements of a list; an empty value is an empty list.
  private static func elements(
    _ node: ConfigurationNode, _ path: String, _ builder: inout ContentsBuilder
  ) -> [ConfigurationNode] {
    switch node {
    case .sequence(let elements, _): return elements
    case .scalar("", _): return []
    case .scalar, .mapping:
      builder.problem(line: node.line, path, "is \(node.kind); give a list, each element on a line that begins with `- `")
      return []
    }
  }

  private struct Reader {
    let path: String
    let isGroup: Bool

    func entry(_ node: ConfigurationNode, _ builder: inout ContentsBuilder) -> DirectoryEntry? {
      switch node {
      case .scalar(let text, let line):
        return builder.address(text, line: line, path).map { DirectoryEntry(line: line, address: $0, isGroup: isGroup) }
      case .mapping(let mapping): return entry(mapping, &builder)
      case .sequence:
        builder.problem(line: node.line, path, "is a list; give an address, or a section with `address`")
        return nil
      }
    }

    private func entry(_ mapping: ConfigurationMapping, _ builder: inout ContentsBuilder) -> DirectoryEntry? {
      let allowed = ["address", "name", "aliases", "groups"] + (isGroup ? ["members"] : [])
      for entry in mapping.entries where !allowed.contains(entry.key) {
        let keys = allowed.map { "`\($0)`" }.joined(separator: ", ")
        builder.problem(
          line: entry.line, "\(path).\(ConfigurationText.printable(entry.key))", "unknown key; allowed: \(keys)")
      }
      guard case .scalar(let text, let line)? = mapping["address"] else {
        builder.problem(line: mapping.line, "\(path).address", "is missing; give a mail address")
        return nil
      }
      guard let address = builder.address(text, line: line, "\(path).address") else { return nil }
      var entry = DirectoryEntry(line: line, address: address, isGroup: isGroup)
      if case .scalar(let name, _)? = mapping["name"], !name.isEmpty { entry.name = name }
      entry.aliases = addresses(mapping, "aliases", &builder)
      entry.groups = addresses(mapping, "groups", &builder)
      if isGroup { entry.members = addresses(mapping, "members", &builder) }
      return entry
    }

    /// One address alone counts as a list of one.
    private func addresses(
      _ mapping: ConfigurationMapping, _ key: String, _ builder: inout ContentsBuilder
    ) -> [EmailAddress] {
      let nodes: [ConfigurationNode] =
        switch mapping[key] {
        case nil, .scalar("", _): []
        case .sequence(let elements, _): elements
        case .some(let node): [node]
        }
      return nodes.compactMap { node in
        guard case .scalar(let text, let line) = node else {
          builder.problem(line: node.line, "\(path).\(key)", "is \(node.kind); give a mail address")
          return nil
        }
        return builder.address(text, line: line, "\(path).\(key)")
      }
    }
  }
}
