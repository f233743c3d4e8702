import Logging
import NIOCore
import NIOPosix
import SMTPCore

/// What every connection of one listener works with.
struct SMTPServerServices: Sendable {
  let configuration: SMTPListenerConfiguration
  let delegate: any SMTPServerDelegate
  let tls: TLSContextSource?
  let resources: SMTPServerResources
  let registry: ConnectionRegistry
  /// Where message files are written, so that no event loop waits for a disk.
  let files: NIOThreadPool
  let logger: Logger

  var sessionConfiguration: SMTPServerConfiguration {
    var result = SMTPServerConfiguration(hostname: configuration.hostname)
    result.isLMTP = configuration.isLMTP
    result.limits = configuration.limits
    result.offersTLS = tls != nil
    result.offersAuthentication = configuration.offersAuthentication
    result.xclientNetworks = configuration.xclientNetworks
    result.xforwardNetworks = configuration.xforwardNetworks
    result.proxyNetworks = configuration.proxyNetworks
    return result
  }
}
