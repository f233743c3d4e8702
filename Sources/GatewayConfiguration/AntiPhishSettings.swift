/// What is done with mail that does not come from whom it says: the `antiPhish` section (eop-spec §8.2).
public struct AntiPhishSettings: Hashable, Sendable {
  public var spoofIntelligence: Bool
  public var authenticationFailAction: JunkOrQuarantine
  public var honorDMARCPolicy: Bool
  public var dmarcQuarantineAction: JunkOrQuarantine
  public var dmarcRejectAction: QuarantineOrReject
  public var unauthenticatedSender: Bool
  public var viaTag: Bool

  public enum JunkOrQuarantine: String, Hashable, Sendable, CaseIterable {
    case moveToJunk
    case quarantine
  }

  public enum QuarantineOrReject: String, Hashable, Sendable, CaseIterable {
    case quarantine
    case reject
  }
}

extension AntiPhishSettings: ConfigurationSection {
  init(reading reader: inout SettingsReader) {
    spoofIntelligence = reader.value(
      "spoofIntelligence", .flag, default: true,
      "Whether mail counts as spoofed that nothing speaks for and that looks unwanted (`EnableSpoofIntelligence`).")
    authenticationFailAction = reader.value(
      "authenticationFailAction", .choice, default: .moveToJunk,
      "What is done with such mail (`AuthenticationFailAction`).")
    honorDMARCPolicy = reader.value(
      "honorDMARCPolicy", .flag, default: true,
      "Whether the DMARC policy of the domain in From decides about mail that fails it (`HonorDmarcPolicy`).")
    dmarcQuarantineAction = reader.value(
      "dmarcQuarantineAction", .choice, default: .quarantine,
      "What is done with mail that fails a policy of `quarantine` (`DmarcQuarantineAction`).")
    dmarcRejectAction = reader.value(
      "dmarcRejectAction", .choice, default: .reject,
      "What is done with mail that fails a policy of `reject` (`DmarcRejectAction`).")
    unauthenticatedSender = reader.value(
      "unauthenticatedSender", .flag, default: true,
      "Whether such mail is marked `X-Martlet-Sender: unauthenticated` (`EnableUnauthenticatedSender`).")
    viaTag = reader.value(
      "viaTag", .flag, default: true,
      "Whether mail that another domain sent for the author's is marked `via=` (`EnableViaTag`).")
  }
}
