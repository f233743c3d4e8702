import FilterPolicy
import Glibc
import MailTypes
import ScannerPool

/// `martlet _scanner`: connects to the gateway, gives up everything else, and scans what it is sent until the gateway goes.
enum ScannerRole {
  typealias Scan = @Sendable (ScanSubject, [UInt8]) async -> Findings

  /// `scan` makes, once, what scans messages with the answers of a resolver. Runs on the calling thread until the gateway closes the connection.
  /// - Returns: the exit status: 0, or 70 where the role could not be taken up (a line on standard error says why).
  static func run(scan: (any DNSResolver) -> Scan) -> CInt {
    do throws(RoleError) {
      try Confinement.applyCommon()
      let socket = try FrameSocket(connectingTo: RoleEnvironment.text(RoleEnvironment.scannerSocket))
      let loop = try ScannerLoop(socket: socket, scan: scan)
      try Confinement.applyScanner(memoryMegabytes: RoleEnvironment.integer(RoleEnvironment.scannerMemory))
      loop.run()
      return 0
    } catch {
      RoleFailure.report("scanner", error)
      return EX_SOFTWARE
    }
  }
}
