public import MailTypes

/// Results in the words of Exchange Online (eop-spec §2.9), so that whatever reads its headers finds them. Written in the
/// standard style they keep to RFC 8601.
public enum ExchangeResults {
  /// `spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=contoso.com`.
  public static func spf(_ result: String, client: IPAddress, mailFrom: String) -> AuthenticationResults.MethodResult {
    .init("spf", result, comment: "sender IP is \(client)", properties: [.init("smtp", "mailfrom", mailFrom)])
  }

  /// `dkim=pass (signature was verified) header.d=contoso.com`; `nil` for a message without signatures.
  public static func dkim(_ result: DKIMResult?) -> AuthenticationResults.MethodResult {
    guard let result else {
      return .init("dkim", "none", comment: "message not signed", properties: [.init("header", "d", "none")])
    }
    let comment =
      switch result.reason {
      case nil: "signature was verified"
      case .bodyHashMismatch, .bodyShorterThanSigned: "body hash did not verify"
      case .signatureMismatch: "signature did not verify"
      case let reason?: "\(reason)"
      }
    return .init(
      "dkim", result.verdict.rawValue, comment: comment, properties: [.init("header", "d", result.domain ?? "none")])
  }

  /// `dmarc=pass action=none header.from=contoso.com`; `action=` has the type `policy` in the standard style.
  public static func dmarc(_ result: String, action: String, headerFrom: String) -> AuthenticationResults.MethodResult {
    .init("dmarc", result, properties: [.init("policy", "action", action), .init("header", "from", headerFrom)])
  }

  /// `compauth=pass reason=100`.
  public static func compositeAuthentication(_ result: String, reason: String) -> AuthenticationResults.MethodResult {
    .init("compauth", result, reason: reason)
  }
}
