public import GatewayConfiguration
public import MailTypes
import Synchronization

/// A file of recipients and groups, read again when it changes. One that becomes unreadable or wrong leaves the last good one
/// in force.
public final class DirectoryFile: Sendable {
  /// Octets. A million recipients take some 30 MB.
  public static let maximumSize = 128 << 20

  private struct State {
    var contents: DirectoryContents
    /// Of the last file tried, good or not.
    var version: SmallFile.Version?
  }

  private let path: String
  private let domain: DomainName?
  private let state: Mutex<State>

  /// - Parameter domain: whose recipients the file lists; `nil` for a file of a whole organization.
  /// - Throws: the lines that are wrong, or that the file cannot be read.
  init(path: String, domain: DomainName?) throws(ConfigurationError) {
    self.path = path
    self.domain = domain
    // The version is taken first: a change in between is seen at the next look.
    let version = try? SmallFile.Version(of: path)
    state = Mutex(State(contents: try DirectoryFile.read(path, domain: domain), version: version))
  }

  var contents: DirectoryContents { state.withLock { $0.contents } }

  enum Change {
    /// With what to log.
    case read(String)
    case kept(String)
  }

  /// `nil` where the file is the last one tried.
  func reloadIfChanged() -> Change? {
    let version = try? SmallFile.Version(of: path)
    guard state.withLock({ $0.version }) != version else { return nil }
    do throws(ConfigurationError) {
      // Read outside the lock: recipients are looked up meanwhile.
      let contents = try DirectoryFile.read(path, domain: domain)
      state.withLock { $0 = State(contents: contents, version: version) }
      return .read("recipients read again: \(contents.recipients.count) and \(contents.groups.count) groups in \(path)")
    } catch {
      state.withLock { $0.version = version }
      return .kept("recipients not read, the last good ones stay in force: \(error.problems.first?.description ?? path)")
    }
  }

  /// Reads the file at `path`, in the form its name says.
  /// - Throws: the lines that are wrong, or that it cannot be read.
  static func read(_ path: String, domain: DomainName?) throws(ConfigurationError) -> DirectoryContents {
    let bytes: [UInt8]
    do throws(SmallFile.Failure) {
      bytes = try SmallFile.read(path, maximumSize: maximumSize)
    } catch {
      throw ConfigurationError(problems: [
        ConfigurationProblem(file: path, line: 0, message: "\(error.message); give a file that can be read")
      ])
    }
    return try read(bytes, file: path, domain: domain)
  }

  /// Reads `bytes` as the contents of a file called `file`: CSV, YAML, or text with an address a line.
  /// - Throws: the lines that are wrong.
  public static func read(
    _ bytes: [UInt8], file: String, domain: DomainName?
  ) throws(ConfigurationError) -> DirectoryContents {
    if file.hasSuffix(".csv") { return try CSVDirectory.read(bytes, file: file) }
    if file.hasSuffix(".yaml") || file.hasSuffix(".yml"), !isList(bytes) { return try YAMLDirectory.read(bytes, file: file) }
    return try TextDirectory.read(bytes, file: file, domain: domain)
  }

  /// A YAML file that is nothing but a list reads as text does.
  private static func isList(_ bytes: [UInt8]) -> Bool {
    TextLines(bytes).first { _ in true }?.text.hasPrefix("- ") ?? false
  }
}
