public import FilterPolicy
public import GatewayConfiguration
public import Logging
public import MailTransport
import MailTypes
import Synchronization

/// Asks clamd about each message, beside the scan, and tests from the start on whether it is there.
public final class VirusScanner: Sendable {
  /// What is known of a message in the end.
  enum Outcome: Sendable {
    case facts(MalwareFacts)
    /// It could not be asked, and the configuration says that the message has to wait.
    case deferred(Refusal)
  }

  /// Between two tests of a clamd that is well.
  public static let interval = Duration.seconds(60)
  /// Between two tests of one that is not: mail may be waiting.
  public static let retryInterval = Duration.seconds(10)
  private static let name = "clamd"

  private let client: ClamdClient
  private let settings: ClamdSettings
  private let turnstile: Turnstile
  private let logger: Logger
  private let known: Mutex<AntivirusState>

  public init(client: ClamdClient, settings: ClamdSettings, logger: Logger) {
    self.client = client
    self.settings = settings
    turnstile = Turnstile(limit: settings.maximumConnections)
    self.logger = logger
    known = Mutex(
      AntivirusState(scanner: VirusScanner.name, address: "\(settings.address)", cause: "not tested yet"))
  }

  public var state: AntivirusState { known.withLock { $0 } }

  /// Until the task is cancelled.
  public func run(clock: some Clock<Duration> = ContinuousClock()) async throws {
    while true {
      await test()
      try await clock.sleep(for: state.cause == nil ? VirusScanner.interval : VirusScanner.retryInterval)
    }
  }

  /// One test: whether clamd answers, and with which signatures.
  func test() async {
    do throws(ClamdError) {
      let (engine, signatures) = try await client.version()
      note(cause: nil) { ($0.engine, $0.signatures) = (engine, signatures) }
    } catch {
      note(cause: "\(error)")
    }
  }

  func scan(_ content: MessageContent) async -> Outcome {
    guard content.size <= settings.maximumSize else { return oversize }
    do throws(ClamdError) {
      let reply = try await reply(to: content)
      note(cause: nil)
      if case .found(let name) = reply { return .facts(facts(.scanned, [MalwareHit(name: name, scanner: VirusScanner.name)])) }
      return reply == .oversize ? oversize : .facts(facts(.scanned))
    } catch {
      note(cause: "\(error)")
      return settings.onFailure == .accept ? .facts(facts(.failed)) : .deferred(VirusScanner.refusal(error))
    }
  }

  private func reply(to content: MessageContent) async throws(ClamdError) -> ClamdReply {
    guard await turnstile.enter(within: settings.timeout) else { throw .timedOut }
    defer { turnstile.leave() }
    return try await client.scan(content)
  }

  private var oversize: Outcome {
    .facts(facts(settings.oversize == .accept ? .oversize : .oversizeQuarantined))
  }

  private func facts(_ state: MalwareFacts.State, _ hits: [MalwareHit] = []) -> MalwareFacts {
    MalwareFacts(scanner: VirusScanner.name, state: state, hits: hits)
  }

  /// What the client is told names nothing of the inside.
  private static func refusal(_ error: ClamdError) -> Refusal {
    Refusal(
      451, EnhancedStatusCode(4, 7, 1), "The message cannot be checked at the moment, try again later",
      cause: "clamd: \(error)")
  }

  private func note(cause: String?, _ change: (inout AntivirusState) -> Void = { _ in }) {
    let former = known.withLock { state in
      defer {
        state.cause = cause
        change(&state)
      }
      return state.cause
    }
    guard former != cause else { return }
    var metadata: Logger.Metadata = ["event": "antivirus", "status": cause == nil ? "used" : "failing"]
    metadata["reason"] = cause.map { "\($0)" }
    logger.log(level: cause == nil ? .info : .warning, "clamd", metadata: metadata)
  }
}
