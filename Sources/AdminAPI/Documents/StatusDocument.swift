public import FilterPolicy
public import GatewayStorage
public import MailTypes
public import RecipientDirectory

/// How the gateway is, as `/api/v1/status` and `/health/ready` say it.
public struct StatusDocument: Hashable, Sendable, Codable {
  public var hostname: String
  public var startedAt: UTCTime
  /// Mail is being taken in.
  public var isReady: Bool
  /// Why not; `nil` where it is.
  public var cause: String?
  public var queue: QueueCounts
  /// The DNS lists of the configuration.
  public var blocklists: [BlocklistState]
  /// The recipients of each organization.
  public var directories: [DirectoryState]
  /// The virus scanners of the configuration; empty where no mail is looked at for viruses.
  public var antivirus: [AntivirusState]
}

/// What the gateway's wiring knows for `StatusDocument`.
public struct GatewayFacts: Sendable {
  public let hostname: String
  public let startedAt: UTCTime
  /// Why no mail is taken in now, on one line; `nil` where all is well.
  public let cause: @Sendable () -> String?
  public let blocklists: @Sendable () -> [BlocklistState]
  public let directories: @Sendable () -> [DirectoryState]
  public let antivirus: @Sendable () -> [AntivirusState]

  public init(
    hostname: String, startedAt: UTCTime, cause: @escaping @Sendable () -> String?,
    blocklists: @escaping @Sendable () -> [BlocklistState] = { [] },
    directories: @escaping @Sendable () -> [DirectoryState] = { [] },
    antivirus: @escaping @Sendable () -> [AntivirusState] = { [] }
  ) {
    self.hostname = hostname
    self.startedAt = startedAt
    self.cause = cause
    self.blocklists = blocklists
    self.directories = directories
    self.antivirus = antivirus
  }
}

/// The body of `POST /api/v1/backup` and `/api/v1/restore`.
public struct FolderDocument: Hashable, Sendable, Codable {
  /// An absolute path on the gateway's machine.
  public var folder: String

  public init(folder: String) { self.folder = folder }
}
