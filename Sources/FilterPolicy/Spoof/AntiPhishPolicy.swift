/// What is done with mail that does not come from whom it says (eop-spec §8.2, the parameters without Defender).
public struct AntiPhishPolicy: Hashable, Sendable, Codable {
  /// `EnableSpoofIntelligence`: implicit failures count.
  public var enableSpoofIntelligence: Bool
  /// `AuthenticationFailAction`: `moveToJunk` or `quarantine`.
  public var authenticationFailAction: FilterAction
  /// `HonorDmarcPolicy`: the owner's policy decides where it is explicit.
  public var honorDMARCPolicy: Bool
  /// `DmarcQuarantineAction`: `moveToJunk` or `quarantine`.
  public var dmarcQuarantineAction: FilterAction
  /// `DmarcRejectAction`: `quarantine` or `reject`.
  public var dmarcRejectAction: FilterAction
  /// `EnableUnauthenticatedSender`: mail that nothing speaks for is marked.
  public var enableUnauthenticatedSender: Bool
  /// `EnableViaTag`: mail that another domain sent for the author's is marked.
  public var enableViaTag: Bool

  /// The values of the default policy.
  public init(
    enableSpoofIntelligence: Bool = true, authenticationFailAction: FilterAction = .moveToJunk,
    honorDMARCPolicy: Bool = true, dmarcQuarantineAction: FilterAction = .quarantine,
    dmarcRejectAction: FilterAction = .reject, enableUnauthenticatedSender: Bool = true, enableViaTag: Bool = true
  ) {
    self.enableSpoofIntelligence = enableSpoofIntelligence
    self.authenticationFailAction = authenticationFailAction
    self.honorDMARCPolicy = honorDMARCPolicy
    self.dmarcQuarantineAction = dmarcQuarantineAction
    self.dmarcRejectAction = dmarcRejectAction
    self.enableUnauthenticatedSender = enableUnauthenticatedSender
    self.enableViaTag = enableViaTag
  }
}
