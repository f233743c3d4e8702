/// One thing that is wrong in a configuration file.
public struct ConfigurationProblem: Hashable, Sendable, Error {
  public let file: String
  /// From 1; 0 where the problem is the file itself.
  public let line: Int
  /// `listeners[0].kind`; empty where no key is concerned.
  public let path: String
  /// What is wrong; what is allowed.
  public let message: String

  public init(file: String, line: Int, path: String = "", message: String) {
    self.file = file
    self.line = line
    self.path = path
    self.message = message
  }
}

extension ConfigurationProblem: CustomStringConvertible {
  /// `martlet.yaml:7: listeners[0].kind: what is wrong; what is allowed`
  public var description: String {
    (line > 0 ? "\(file):\(line): " : "\(file): ") + (path.isEmpty ? "" : "\(path): ") + message
  }
}

/// All that is wrong in a configuration file, in the order of its lines.
public struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// At least one.
  public let problems: [ConfigurationProblem]

  public init(problems: [ConfigurationProblem]) { self.problems = problems }

  /// One line each.
  public var description: String { problems.map(\.description).joined(separator: "\n") }
}
