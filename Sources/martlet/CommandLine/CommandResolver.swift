import DNSResolution
import MailTypes

/// Where the answers of commands come from.
enum CommandResolver {
  /// The resolver of a zone file, or DNS itself for `nil`.
  static func make(zone: String?) throws(CommandFailure) -> any DNSResolver {
    if let zone {
      let text = try MessageInput.read(zone)
      do {
        return try ZoneResolver(text: text, source: zone)
      } catch {
        throw CommandFailure(ExitStatus.usage, "\(error)")
      }
    }
    do {
      return try UnboundResolver()
    } catch {
      throw CommandFailure(ExitStatus.unavailable, "\(error); --zone answers from a file")
    }
  }
}
