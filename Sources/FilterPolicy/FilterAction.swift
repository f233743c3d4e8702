/// What is done with a copy of a message (eop-spec §4.1, `SpamFilteringAction`).
public enum FilterAction: String, Hashable, Sendable, Codable, CaseIterable {
  case deliver
  case moveToJunk
  case addXHeader
  case modifySubject
  case redirect
  case delete
  case quarantine
  case reject
  case noAction
}

extension FilterAction {
  /// `moved to junk`
  var inWords: String {
    switch self {
    case .deliver, .noAction: "delivered"
    case .moveToJunk: "moved to junk"
    case .addXHeader: "delivered with a header field"
    case .modifySubject: "delivered with a changed subject"
    case .redirect: "redirected"
    case .delete: "deleted"
    case .quarantine: "quarantined"
    case .reject: "rejected"
    }
  }
}
