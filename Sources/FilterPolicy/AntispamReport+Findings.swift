extension AntispamReport {
  /// The report on a judged message.
  init(_ findings: Findings, judgement: Judgement, tips: [SafetyTip], direction: MailDirection, isClientAllowed: Bool) {
    clientAddress = findings.entities.clientAddress
    country = findings.country ?? ""
    language = findings.language ?? ""
    scl = judgement.scl
    filteringVerdict = judgement.filteringVerdict
    isBulk = judgement.verdict == .bulk
    if isClientAllowed { addressVerdict = "CAL" }
    helo = findings.entities.helo
    reverseName = AntispamReport.reverseName(findings.authentication.iprev)
    category = judgement.category
    safetyTip = judgement.category.safetyTip
    // eop-spec §2.5: the field has room for one.
    if safetyTip.isEmpty { safetyTip = tips.lazy.map(\.kind.safetyTip).first { !$0.isEmpty } ?? "" }
    self.direction = direction
  }

  /// eop-spec §2.2: empty when there is none, `InfoDomainNonexistent` as observed where DNS says so.
  private static func reverseName(_ lookup: ReverseLookup) -> String {
    switch lookup.result {
    case .pass, .fail: lookup.name ?? ""
    case .permerror: "InfoDomainNonexistent"
    case .temperror, .none: ""
    }
  }
}
