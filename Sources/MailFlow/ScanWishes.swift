import FilterPolicy

/// What only some policies want to know of a message, and the scan looks for where one of them applies.
struct ScanWishes {
  let readsReports: Bool
  let findsBannerPlaces: Bool
  let sensitiveWords: [String]?
  let asksSenderID: Bool

  /// `policies` are those of the organizations that the message is for.
  init(_ policies: [OrganizationPolicies], readsReports: Bool, findsBannerPlaces: Bool) {
    self.readsReports = readsReports
    self.findsBannerPlaces = findsBannerPlaces
    let minding = policies.filter { $0.minds(\.markAsSpamSensitiveWordList) }
    sensitiveWords = minding.isEmpty ? nil : Set(minding.flatMap(\.sensitiveWords.all)).sorted()
    asksSenderID = policies.contains { $0.minds(\.markAsSpamFromAddressAuthFail) }
  }

  func apply(to subject: inout ScanSubject) {
    subject.readsReports = readsReports
    subject.findsBannerPlaces = findsBannerPlaces
    subject.sensitiveWords = sensitiveWords
    subject.asksSenderID = asksSenderID ? true : nil
  }
}
