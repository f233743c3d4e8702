import InternetMessage

/// The ARC Sets of a message, complete and in order (RFC 8617 §5.2 steps 1 and 2).
struct ARCChain: Sendable {
  /// Instance 1 first.
  let sets: [ARCSet]

  /// - Throws: what makes the chain of the message no chain. A message without ARC fields has no sets.
  init(_ message: SignedMessage) throws(ARCReason) {
    var found: [ARCSet.Kind: [Int: HeaderField]] = [:]
    for kind in ARCSet.Kind.allCases {
      let fields = message.fields(kind.rawValue)
      guard message.isWhole || fields.isEmpty else { throw .headerTooLarge }
      for field in fields {
        guard let instance = kind.instance(message.bytes[field.value]) else { throw .badInstance(field: kind.title) }
        guard found[kind, default: [:]].updateValue(field, forKey: instance) == nil else {
          throw .duplicateField(field: kind.title, instance: instance)
        }
      }
    }
    let count = found.values.flatMap(\.keys).max() ?? 0
    var sets: [ARCSet] = []
    for instance in 1..<count + 1 {
      func field(_ kind: ARCSet.Kind) throws(ARCReason) -> HeaderField {
        guard let field = found[kind]?[instance] else { throw .missingField(field: kind.title, instance: instance) }
        return field
      }
      sets.append(
        ARCSet(
          authenticationResults: try field(.authenticationResults), messageSignature: try field(.messageSignature),
          seal: try field(.seal)))
    }
    self.sets = sets
  }

  /// The instance that the next handler takes; `nil` where no more may follow.
  var nextInstance: Int? { sets.count < ARCLimits.maximumInstances ? sets.count + 1 : nil }
}
