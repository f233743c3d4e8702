import MailTypes

/// Domains that others may not pass for, found by what an imitation has in common with them: an organization may have
/// thousands.
struct ProtectedDomains: Sendable {
  private let domains: Set<DomainName>
  private var names: Set<String> = []
  private var found: [[UInt8]: [RegistrableName]] = [:]

  init(_ domains: Set<DomainName>) {
    self.domains = domains
    for domain in domains.sorted() {
      // A domain below another is protected with that, or stands under a suffix of its own: then its label says nothing.
      guard let name = RegistrableName(domain), name.name == domain.unicodeText else { continue }
      names.insert(name.name)
      for key in [name.reading] + name.withoutOneLetter { found[key, default: []].append(name) }
    }
  }

  /// One of them, below one of them, or of the same registration.
  func has(_ domain: DomainName, _ name: RegistrableName) -> Bool {
    names.contains(name.name) || domain.withAncestors.contains(where: domains.contains)
  }

  /// The domain that `name` passes for, and by what.
  func imitated(by name: RegistrableName) -> (domain: String, how: String)? {
    guard !found.isEmpty else { return nil }
    for key in [name.reading] + name.withoutOneLetter + name.withoutBaits {
      for protected in found[key] ?? [] {
        if let how = name.resemblance(to: protected) { return (protected.name, how) }
      }
    }
    return nil
  }
}
