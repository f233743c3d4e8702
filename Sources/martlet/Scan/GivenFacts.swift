import FilterPolicy
import FoundationEssentials

/// What `--auth-facts` gives.
enum GivenFacts {
  /// A JSON object, or the path of a file with one.
  static func read(_ argument: String) throws(CommandFailure) -> AuthenticationFacts {
    let isObject = argument.first { !$0.isWhitespace } == "{"
    let text = isObject ? Array(argument.utf8) : try MessageInput.read(argument)
    do {
      return try JSONDecoder().decode(AuthenticationFacts.self, from: Data(text))
    } catch {
      throw CommandFailure(
        ExitStatus.usage,
        "--auth-facts is no JSON object of results; write {\"spf\": {\"result\": \"pass\", \"domain\": \"example.org\"}}, "
          + "with dkim a list and dmarc an object likewise")
    }
  }
}
