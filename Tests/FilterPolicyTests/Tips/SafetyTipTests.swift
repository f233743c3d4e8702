import FilterPolicy
import Foundation
import MailTypes
import Testing

@Suite("Safety tips")
struct SafetyTipTests {
  private static let place = BannerPlace(range: 9..<9, isHTML: false, encoding: .identity, holdsUTF8: false, startsLine: true)

  /// Mail of `author`, which DMARC proves unless something else is said, for one recipient under one policy.
  private func decision(
    from author: String = "ines@partner.example", dmarc: String = "pass", spam: Double = 0.05, contact: SenderContact? = nil,
    places: BannerPlaces? = .places([place]), direction: MailDirection = .inbound,
    change: (inout AntiPhishPolicy, inout AntiSpamPolicy) -> Void
  ) throws -> Decision {
    var policies = OrganizationPolicies()
    change(&policies.antiPhish.fallback, &policies.antiSpam.fallback)
    let domain = String(author.drop { $0 != "@" }.dropFirst())
    var findings = Findings(
      authentication: AuthenticationFacts(isChecked: true, dmarc: DMARCFacts(result: dmarc, domain: domain)),
      probabilities: .init(spam: spam), signals: [],
      entities: Entities(sender: author, from: author, fromName: "Ines", clientAddress: .v4(0xC000_0201)), engine: "test")
    findings.bannerPlaces = places
    let ours = try #require(DomainName("contoso.com"))
    let snapshot = PolicySnapshot(
      organization: "example", hostname: "mx.example.org", acceptedDomains: [ours], policies: policies)
    return evaluate(
      findings, context: EvaluationContext(traceID: TraceID(), direction: direction, contact: contact), snapshot: snapshot,
      recipient: try #require(EmailAddress("user@contoso.com")), now: UTCTime(microseconds: 0))
  }

  private func kinds(_ decision: Decision) -> [SafetyTip.Kind] { decision.tips?.map(\.kind) ?? [] }

  @Test("By default nothing of the message is changed, and a sender nobody vouches for is marked in the header")
  func defaults() throws {
    let plain = try decision(contact: .first) { _, _ in }
    #expect(plain.tips == nil && plain.banner == nil && plain.subjectTag == nil)
    let unproven = try decision(dmarc: "none") { _, _ in }
    #expect(kinds(unproven) == [.unauthenticated] && unproven.banner == nil)
    #expect(!unproven.headers.contains { $0.hasPrefix("X-Martlet-Tips") })
  }

  @Test("A first contact is told of where the policy says so, in the words for one recipient or for several")
  func firstContact() throws {
    func tip(_ contact: SenderContact?) throws -> Decision {
      try decision(contact: contact) { policy, _ in policy.enableFirstContactSafetyTips = true }
    }
    let one = try tip(.first)
    #expect(one.tips?.map(\.sentence) == ["You don't often get email from ines@partner.example."])
    #expect(one.headers.contains("X-Martlet-Tips: firstContact"))
    #expect(one.headers.contains { $0.contains("SFTY:9.25") })
    #expect(
      try tip(.firstOfSeveral).tips?.map(\.sentence)
        == ["Some people who received this message don't often get email from ines@partner.example."])
    #expect(try tip(.known).tips == nil && tip(nil).tips == nil)
  }

  @Test("Of several recipients most have to be strangers to the sender")
  func majority() {
    #expect(SenderContact(isUnfamiliar: true, unfamiliar: 1, recipients: 1) == .first)
    #expect(SenderContact(isUnfamiliar: true, unfamiliar: 2, recipients: 3) == .firstOfSeveral)
    #expect(SenderContact(isUnfamiliar: true, unfamiliar: 1, recipients: 2) == .known)
    #expect(SenderContact(isUnfamiliar: false, unfamiliar: 2, recipients: 3) == .known)
  }

  @Test("Tips stand above the text where the policy wants them there, the gravest first")
  func banner() throws {
    let decision = try decision(dmarc: "none", spam: 0.6, contact: .first) { policy, _ in
      policy.enableFirstContactSafetyTips = true
      policy.safetyTipBanner = .top
    }
    #expect(kinds(decision) == [.unauthenticated, .suspicious, .firstContact])
    #expect(
      decision.banner == [
        "It cannot be verified that this message came from ines@partner.example.", "This message was found to be spoofed.",
        "You don't often get email from ines@partner.example.",
      ])
    #expect(decision.because.last == "safety tips stand above the text: unauthenticated, suspicious, firstContact")
  }

  @Test("A message whose body must not be changed has its tips in the header only, and the trace says why")
  func obstacle() throws {
    func banner(_ places: BannerPlaces?) throws -> Decision {
      try decision(contact: .first, places: places) { policy, _ in
        policy.enableFirstContactSafetyTips = true
        policy.safetyTipBanner = .top
      }
    }
    let signed = try banner(.obstacle(.signed))
    #expect(signed.banner == nil && signed.headers.contains("X-Martlet-Tips: firstContact"))
    #expect(
      signed.because.last
        == "safety tips stand in the header only: the message is signed, and a change would break the signature")
    #expect(try banner(nil).banner == nil)
  }

  @Test("Mail from outside is marked in the header, before the subject or above the text")
  func external() throws {
    func marked(_ tag: AntiPhishPolicy.ExternalTag, _ direction: MailDirection = .inbound) throws -> Decision {
      try decision(direction: direction) { policy, _ in
        policy.externalTag = tag
        policy.externalTagText = "[OUT]"
      }
    }
    let header = try marked(.header)
    #expect(header.headers.contains("X-Martlet-Tips: external") && header.subjectTag == nil && header.banner == nil)
    #expect(try marked(.subject).subjectTag == "[OUT]")
    #expect(try marked(.banner).banner == ["[OUT] This message came from outside the organization."])
    for direction in [MailDirection.outbound, .internal] {
      let own = try marked(.banner, direction)
      #expect(own.tips == nil && own.banner == nil)
    }
  }

  @Test("Whom the organization trusts is not warned of, and is from outside all the same")
  func trusted() throws {
    let decision = try decision(contact: .first) { policy, spam in
      policy.enableFirstContactSafetyTips = true
      policy.safetyTipBanner = .top
      policy.externalTag = .header
      spam.allowedSenders = Set([EmailAddress("ines@partner.example")].compactMap { $0 })
    }
    #expect(kinds(decision) == [.external] && decision.banner == nil)
  }

  @Test(
    "Letters of another script in an address of Latin ones are told of",
    arguments: [
      ("p\u{430}ypal@partner.example", true), ("ines@p\u{430}rtner.example", true), ("ines@xn--prtner-4nf.example", true),
      ("jürgen@müller.example", false), ("почта@пример.example", false), ("ines@partner.example", false),
    ])
  func letters(address: String, isUnusual: Bool) throws {
    let decision = try decision(from: address) { policy, _ in policy.enableUnusualCharactersSafetyTips = true }
    #expect(kinds(decision).contains(.unusualCharacters) == isUnusual)
  }

  @Test("Who looks like somebody protected is told of, even where nothing is done about it")
  func imitation() throws {
    let user = try #require(ProtectedUser(policyText: "Ines;ines@contoso.com"))
    let decision = try decision { policy, _ in
      policy.enableTargetedUserProtection = true
      policy.targetedUsersToProtect = [user]
      policy.enableSimilarUsersSafetyTips = true
    }
    #expect(kinds(decision).first == .impersonatedUser)
  }

  @Test("A decision of before there were tips is read as it was")
  func older() throws {
    let decision = try decision { _, _ in }
    let data = try JSONEncoder().encode(decision)
    #expect(!String(decoding: data, as: UTF8.self).contains("tips"))
    #expect(try JSONDecoder().decode(Decision.self, from: data) == decision)
  }
}
