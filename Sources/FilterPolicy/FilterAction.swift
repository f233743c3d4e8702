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
