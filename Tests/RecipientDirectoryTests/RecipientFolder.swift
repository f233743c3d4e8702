import Foundation
import GatewayConfiguration
import MailTypes
import RecipientDirectory
import Synchronization
import Testing

let hop = NextHop.maildir(root: "/nowhere")

func domain(_ text: String) throws -> DomainName { try #require(DomainName(text)) }

func address(_ text: String) throws -> EmailAddress { try #require(EmailAddress(text)) }

/// Recipients files in a folder of their own, removed with it, and directories that read them.
final class RecipientFolder: Sendable {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("martlet-recipients-\(UUID())")
  let reports = Mutex<[String]>([])

  init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  /// Atomically: a new file takes the old one's name.
  func write(_ name: String, _ text: String) throws { try text.write(toFile: path(name), atomically: true, encoding: .utf8) }

  func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path(name)) }

  func directory(
    _ domains: [DomainSettings], probe: any RecipientProbe = NoProbe(), now: @escaping @Sendable () -> Duration = { .zero }
  ) throws -> AddressDirectory {
    try AddressDirectory(
      organizations: [OrganizationSettings(name: "example", domains: domains)], probe: probe, now: now,
      report: { [weak self] line in self?.reports.withLock { $0.append(line) } })
  }
}

/// For directories that ask nobody.
struct NoProbe: RecipientProbe {
  func probe(_ recipient: EmailAddress, at nextHop: NextHop, timeout: Duration) async -> ProbeAnswer {
    .undecided(cause: "nobody to ask")
  }
}
