/// Why a chain does not verify.
public enum ARCReason: Error, Hashable, Sendable {
  case headerTooLarge
  /// An ARC field without an instance from 1 to 50 (RFC 8617 §4.2.1).
  case badInstance(field: String)
  case duplicateField(field: String, instance: Int)
  case missingField(field: String, instance: Int)
  /// `cv=` is not what an instance has to say: `none` the first, `pass` the others.
  case badChainStatus(instance: Int, String)
  /// The last sealer found the chain broken.
  case failedBefore(instance: Int)
  /// ARC-Message-Signature of the last instance.
  case messageSignature(instance: Int, DKIMReason)
  case signsSeal(instance: Int)
  case seal(instance: Int, DKIMReason)
}

extension ARCReason: CustomStringConvertible {
  public var description: String {
    switch self {
    case .headerTooLarge: "not checked: the header is too large to be read whole"
    case .badInstance(let field): "\(field) without an instance from 1 to \(ARCLimits.maximumInstances)"
    case .duplicateField(let field, let instance): "instance \(instance) has more than one \(field)"
    case .missingField(let field, let instance): "instance \(instance) has no \(field)"
    case .badChainStatus(let instance, let status): "instance \(instance) says cv=\(status)"
    case .failedBefore(let instance): "instance \(instance) found the chain broken"
    case .messageSignature(let instance, let reason): "message signature \(instance): \(reason)"
    case .signsSeal(let instance): "message signature \(instance) covers an ARC-Seal"
    case .seal(let instance, let reason): "seal \(instance): \(reason)"
    }
  }
}
