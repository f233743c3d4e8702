import DNSResolution
import GatewayConfiguration
import MailTypes

/// Where the answers of commands come from.
enum CommandResolver {
  /// The resolver of a zone file, of a gateway's settings, or the system's.
  static func make(zone: String?, dns: DNSSettings? = nil) throws(CommandFailure) -> any DNSResolver {
    if let zone = zone ?? dns?.zone {
      let text = try MessageInput.read(zone)
      do {
        return try ZoneResolver(text: text, source: zone)
      } catch {
        throw CommandFailure(ExitStatus.usage, "\(error)")
      }
    }
    do {
      return try UnboundResolver(dns.map { UnboundConfiguration($0) } ?? UnboundConfiguration())
    } catch {
      throw CommandFailure(ExitStatus.unavailable, "\(error); --zone answers from a file")
    }
  }
}
