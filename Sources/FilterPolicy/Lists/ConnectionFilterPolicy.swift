/// Which clients an organization trusts, or takes nothing from (eop-spec §7.8). There is one, and it is for everybody.
public struct ConnectionFilterPolicy: Parameterized {
  public var adminDisplayName = ""
  /// Wins over `ipBlockList`.
  public var ipAllowList: Set<ClientRange> = []
  public var ipBlockList: Set<ClientRange> = []
  /// Mail from clients that a DNS list of good senders names is not filtered as spam.
  public var enableSafeList = false

  public init() {}

  public static let noun = "connection filter policy"
  /// Entries of each list.
  public static let listLimit = 1273

  public static let parameters: [PolicyParameter<ConnectionFilterPolicy>] = [
    .text("AdminDisplayName", \.adminDisplayName, maximum: 255),
    .list("IPAllowList", \.ipAllowList, maximum: listLimit),
    .list("IPBlockList", \.ipBlockList, maximum: listLimit),
    .flag("EnableSafeList", \.enableSafeList),
  ]
}
