import GatewayConfiguration
import Glibc
import Logging
import MailTransport

/// Shows a new certificate once its files change, or at SIGHUP; one that cannot be read leaves the old one in force.
struct CertificateReload: Sendable {
  /// Certificates change a few times a year; whoever cannot wait sends SIGHUP.
  private static let interval = Duration.seconds(30)

  let source: TLSContextSource
  let settings: TLSSettings
  let logger: Logger

  func run() async throws {
    var version = version()
    while true {
      try await Task.sleep(for: CertificateReload.interval)
      let found = self.version()
      guard found != version else { continue }
      version = found
      reload()
    }
  }

  func reload() {
    do {
      try source.reload()
      logger.info("certificate", metadata: ["event": "certificate", "status": "loaded", "file": "\(settings.certificate)"])
    } catch {
      logger.error(
        "certificate",
        metadata: [
          "event": "certificate", "status": "kept the old one", "file": "\(settings.certificate)", "cause": "\(error)",
        ])
    }
  }

  /// What changes when either file does.
  private func version() -> [Int] {
    [settings.certificate, settings.key].flatMap { path -> [Int] in
      var status = stat()
      guard stat(path, &status) == 0 else { return [] }
      return [Int(status.st_ino), Int(status.st_mtim.tv_sec), Int(status.st_mtim.tv_nsec), Int(status.st_size)]
    }
  }
}
