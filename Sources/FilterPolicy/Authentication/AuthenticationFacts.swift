/// What sender authentication found: facts, on which a policy may act. Results are spelled as in the RFCs, `none` where there
/// is nothing to say. The facts are about the client at `client`, which is the connecting one unless a relay of ours stands
/// before us.
public struct AuthenticationFacts: Hashable, Sendable {
  /// How the message came here.
  public enum Route: String, Hashable, Sendable, Codable {
    /// From the client that connected.
    case direct
    /// Through relays of ours, whose Received fields name the client.
    case relayed
    /// Through relays of ours, or from a private network, and nothing says who the client was (eop-spec §2.10, 905).
    case hidden
  }

  /// False where nothing was asked: no DNS, no results given.
  public var isChecked: Bool
  public var route: Route
  public var spf: SPFFacts
  /// One for each DKIM-Signature, from the top.
  public var dkim: [DKIMFacts]
  public var dmarc: DMARCFacts
  public var arc: ARCFacts
  public var iprev: ReverseLookup
  /// How the author's domain and the client are related beside all records (eop-spec §2.11).
  public var infrastructure: InfrastructureFacts
  /// Sender ID; `nil` where nobody asked for it.
  public var senderID: SenderIDFacts?

  public init(
    isChecked: Bool = false, route: Route = .direct, spf: SPFFacts = SPFFacts(), dkim: [DKIMFacts] = [],
    dmarc: DMARCFacts = DMARCFacts(), arc: ARCFacts = ARCFacts(), iprev: ReverseLookup = ReverseLookup(),
    infrastructure: InfrastructureFacts = InfrastructureFacts()
  ) {
    self.isChecked = isChecked
    self.route = route
    self.spf = spf
    self.dkim = dkim
    self.dmarc = dmarc
    self.arc = arc
    self.iprev = iprev
    self.infrastructure = infrastructure
  }

  /// SPF or DKIM passes for the author's domain or one of the same organization, whether or not DMARC asks for it.
  public var isAligned: Bool {
    spf.isAligned && spf.result == "pass" || dkim.contains { $0.isAligned && $0.result == "pass" }
  }
}

extension AuthenticationFacts: Codable {
  private enum CodingKeys: String, CodingKey {
    case isChecked = "checked"
    case route, spf, dkim, dmarc, arc, iprev, infrastructure, senderID
  }

  /// What is not there has nothing to say: results are given by hand, and rows of older releases have fewer keys.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      isChecked: try container.decodeIfPresent(Bool.self, forKey: .isChecked) ?? true,
      route: try container.decodeIfPresent(Route.self, forKey: .route) ?? .direct,
      spf: try container.decodeIfPresent(SPFFacts.self, forKey: .spf) ?? SPFFacts(),
      dkim: try container.decodeIfPresent([DKIMFacts].self, forKey: .dkim) ?? [],
      dmarc: try container.decodeIfPresent(DMARCFacts.self, forKey: .dmarc) ?? DMARCFacts(),
      arc: try container.decodeIfPresent(ARCFacts.self, forKey: .arc) ?? ARCFacts(),
      iprev: try container.decodeIfPresent(ReverseLookup.self, forKey: .iprev) ?? ReverseLookup(),
      infrastructure: try container.decodeIfPresent(InfrastructureFacts.self, forKey: .infrastructure)
        ?? InfrastructureFacts())
    senderID = try container.decodeIfPresent(SenderIDFacts.self, forKey: .senderID)
  }
}
