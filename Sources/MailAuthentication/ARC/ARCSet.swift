import InternetMessage

/// The three fields that one handler added (RFC 8617 §4.2).
struct ARCSet: Sendable {
  var authenticationResults: HeaderField
  var messageSignature: HeaderField
  var seal: HeaderField

  /// In the order in which a seal covers them (§5.1.1).
  var fields: [HeaderField] { [authenticationResults, messageSignature, seal] }

  /// The three kinds of fields, by name in lower case.
  enum Kind: String, CaseIterable {
    case authenticationResults = "arc-authentication-results"
    case messageSignature = "arc-message-signature"
    case seal = "arc-seal"

    /// As standards write it.
    var title: String {
      switch self {
      case .authenticationResults: "ARC-Authentication-Results"
      case .messageSignature: "ARC-Message-Signature"
      case .seal: "ARC-Seal"
      }
    }

    /// The instance that a field belongs to (§4.2.1).
    func instance(_ value: ArraySlice<UInt8>) -> Int? {
      let text: ArraySlice<UInt8>?
      switch self {
      // §4.1.1: the instance comes first, and a semicolon behind it.
      case .authenticationResults:
        guard let end = value.firstIndex(of: UInt8(ascii: ";")) else { return nil }
        text = (try? TagList(value[..<end]))?["i"]
      case .messageSignature, .seal: text = (try? TagList(value))?["i"]
      }
      guard let number = text.flatMap({ TagList.number($0, digits: 2) }), (1...ARCLimits.maximumInstances).contains(number)
      else { return nil }
      return number
    }
  }
}
