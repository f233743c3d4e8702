/// A link of which it is not known yet where it leads: a `<base>` may follow.
struct PendingLink: Sendable {
  let text: [UInt8]
  let origin: Link.Origin
  let isHidden: Bool
  var anchorText: [UInt8]?
}
