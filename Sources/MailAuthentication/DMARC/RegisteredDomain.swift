internal import CPublicSuffix
public import MailTypes

/// Organizational domains by the public suffix list (RFC 7489 §3.2), as libpsl has it built in.
public enum RegisteredDomain {
  /// The domain below a public suffix that `name` is or is part of; `nil` where `name` is itself a suffix.
  public static func of(_ name: DomainName) -> DomainName? {
    name.text.withCString { text in psl_registrable_domain(list.handle, text).flatMap { DomainName(String(cString: $0)) } }
  }

  private static let list = List(handle: psl_builtin())

  /// The list is never changed.
  private struct List: @unchecked Sendable {
    let handle: OpaquePointer?
  }
}
