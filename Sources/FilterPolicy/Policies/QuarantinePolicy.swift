/// What people may do with their own quarantined mail (eop-spec §6.2), by the name that a policy's quarantine tag says.
public struct QuarantinePolicy: Parameterized {
  public static let adminOnly = "AdminOnlyAccessPolicy"
  public static let fullAccess = "DefaultFullAccessPolicy"
  public static let fullAccessWithNotification = "DefaultFullAccessWithNotificationPolicy"

  public var name: String
  public var permissions: Permissions
  /// Whether they are told.
  public var esnEnabled: Bool
  public var includeMessagesFromBlockedSenderAddress: Bool

  public init(
    name: String, permissions: Permissions, esnEnabled: Bool = false, includeMessagesFromBlockedSenderAddress: Bool = false
  ) {
    self.name = name
    self.permissions = permissions
    self.esnEnabled = esnEnabled
    self.includeMessagesFromBlockedSenderAddress = includeMessagesFromBlockedSenderAddress
  }

  /// The bits of `EndUserQuarantinePermissionsValue`.
  public struct Permissions: OptionSet, Hashable, Sendable, Codable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let viewHeader = Permissions(rawValue: 128)
    public static let download = Permissions(rawValue: 64)
    public static let allowSender = Permissions(rawValue: 32)
    public static let blockSender = Permissions(rawValue: 16)
    public static let requestRelease = Permissions(rawValue: 8)
    public static let release = Permissions(rawValue: 4)
    public static let preview = Permissions(rawValue: 2)
    public static let delete = Permissions(rawValue: 1)

    public static let limitedAccess: Permissions = [.allowSender, .requestRelease, .preview, .delete]
    public static let fullAccess: Permissions = [.allowSender, .release, .preview, .delete]
  }

  /// Those that exist everywhere, and that nobody may change.
  public static let builtIn = [
    QuarantinePolicy(name: adminOnly, permissions: []),
    QuarantinePolicy(name: fullAccess, permissions: .fullAccess),
    QuarantinePolicy(name: fullAccessWithNotification, permissions: .fullAccess, esnEnabled: true),
  ]

  public init() { self.init(name: "", permissions: []) }

  public static let noun = "quarantine policy"

  public static let parameters: [PolicyParameter<QuarantinePolicy>] = [
    .text("Name", \.name, maximum: 64), .list("Permissions", \.permissionNames, maximum: Permission.all.count),
    .flag("ESNEnabled", \.esnEnabled),
    .flag("IncludeMessagesFromBlockedSenderAddress", \.includeMessagesFromBlockedSenderAddress),
  ]

  /// One bit of `Permissions`, by its name.
  struct Permission: PolicyListItem {
    let policyText: String
    let bit: Permissions

    init?(policyText: String) {
      guard let found = Permission.all.first(where: { $0.name.lowercased() == policyText.lowercased() }) else { return nil }
      (self.policyText, bit) = found
    }

    static let noun = "permission: \(all.map(\.name).joined(separator: ", "))"

    static let all: [(name: String, bit: Permissions)] = [
      ("viewHeader", .viewHeader), ("download", .download), ("allowSender", .allowSender), ("blockSender", .blockSender),
      ("requestRelease", .requestRelease), ("release", .release), ("preview", .preview), ("delete", .delete),
    ]
  }

  private var permissionNames: Set<Permission> {
    get { Set(Permission.all.filter { permissions.contains($0.bit) }.compactMap { Permission(policyText: $0.name) }) }
    set { permissions = newValue.reduce(into: []) { $0.formUnion($1.bit) } }
  }

  /// What is wrong with it; empty for a good one.
  public var problems: [PolicyProblem] {
    var problems: [PolicyProblem] = []
    if let problem = PolicyText.problem(inName: name) { problems.append(PolicyProblem(["name"], problem)) }
    if permissions.isSuperset(of: [.release, .requestRelease]) {
      problems.append(PolicyProblem(["permissions"], "release and requestRelease exclude each other"))
    }
    if QuarantinePolicy.builtIn.contains(where: { $0.name.lowercased() == name.lowercased() }) {
      problems.append(PolicyProblem(["name"], "\(name) is built in and cannot be changed"))
    }
    return problems
  }
}
