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
  /// The recipient, or somebody in its place, gets the message.
  var isDelivery: Bool {
    switch self {
    case .deliver, .moveToJunk, .addXHeader, .modifySubject, .redirect, .noAction: true
    case .delete, .quarantine, .reject: false
    }
  }

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
