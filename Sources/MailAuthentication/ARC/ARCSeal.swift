/// An ARC-Seal field (RFC 8617 §4.1.3).
struct ARCSeal: Hashable, Sendable {
  let tags: SignatureTags
  /// `cv=`.
  let chainStatus: String

  init(_ value: ArraySlice<UInt8>) throws(DKIMReason) {
    let list = try TagList.signature(value)
    // §4.1.3: h= must not be there.
    guard list["h"] == nil else { throw .malformedSignature("a seal has no h=") }
    tags = try SignatureTags(list, allowLegacyAlgorithms: false)
    chainStatus = try list.required("cv")
    guard !chainStatus.isEmpty else { throw .malformedSignature("cv= is empty") }
  }
}
