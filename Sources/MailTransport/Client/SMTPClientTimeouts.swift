import NIOCore
import SMTPCore

/// How long each step of a delivery may take. The defaults are the least that RFC 5321 §4.5.3.2 asks for.
public struct SMTPClientTimeouts: Hashable, Sendable {
  /// One TCP connection to one address.
  public var connect = Duration.seconds(30)
  /// All attempts to find a host that takes the message; after that no further host is tried.
  public var allConnects = Duration.seconds(180)
  /// §4.5.3.2.1.
  public var greeting = Duration.seconds(300)
  /// EHLO, HELO, LHLO, STARTTLS with its handshake: not in the RFC, treated like the greeting.
  public var hello = Duration.seconds(300)
  /// §4.5.3.2.2.
  public var mail = Duration.seconds(300)
  /// §4.5.3.2.3.
  public var recipient = Duration.seconds(300)
  /// §4.5.3.2.4.
  public var dataInitiation = Duration.seconds(120)
  /// §4.5.3.2.5: for each chunk of content written.
  public var dataBlock = Duration.seconds(180)
  /// §4.5.3.2.6. Long, because a server that gave up waiting would deliver twice.
  public var dataTermination = Duration.seconds(600)
  /// An unused connection is closed after this time: shorter than any server's own idle limit (§4.5.3.2.7: 5 minutes).
  public var idle = Duration.seconds(30)
  /// The answer to QUIT.
  public var quit = Duration.seconds(10)

  public init() {}

  func limit(of phase: SMTPClientSession.Phase) -> TimeAmount? {
    switch phase {
    case .greeting: TimeAmount(greeting)
    case .hello, .startTLS, .handshake: TimeAmount(hello)
    case .idle: TimeAmount(idle)
    case .mail: TimeAmount(mail)
    case .recipient: TimeAmount(recipient)
    case .dataInitiation: TimeAmount(dataInitiation)
    case .dataBlock: TimeAmount(dataBlock)
    case .dataTermination: TimeAmount(dataTermination)
    case .quit: TimeAmount(quit)
    case .closed: nil
    }
  }
}
