import FilterPolicy
import GatewayConfiguration
import Glibc
import MailTypes

/// The DNS lists of a configuration, for commands that run beside the gateway or without one.
enum ScanLists {
  /// Those that pass their test; a line on standard error says which do not, and why.
  static func usable(_ settings: GatewaySettings?, resolver: (any DNSResolver)?) async -> [Blocklist] {
    guard let resolver, let lists = settings?.dns.lists.map(Blocklist.init) else { return [] }
    let test = BlocklistSelfTest(resolver: resolver)
    var usable: [Blocklist] = []
    for list in lists {
      if let fault = await test.fault(of: list) {
        Output.write("martlet: list \(list.name) is ignored: \(fault)\n", to: STDERR_FILENO)
      } else {
        usable.append(list)
      }
    }
    return usable
  }
}
