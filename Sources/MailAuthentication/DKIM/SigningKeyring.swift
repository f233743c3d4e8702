public import MailTypes
import Synchronization

/// The keys that sign now, by domain: what DKIM signatures and ARC seals are made with. Changes while mail flows; whoever signs
/// asks each time.
public final class SigningKeyring: Sendable {
  private let selectors: Mutex<[DomainName: [DKIMSigner.Selector]]>

  /// The selectors of each domain in the order in which they sign.
  public init(_ selectors: [DomainName: [DKIMSigner.Selector]] = [:]) { self.selectors = Mutex(selectors) }

  public func replace(with selectors: [DomainName: [DKIMSigner.Selector]]) { self.selectors.withLock { $0 = selectors } }

  /// Signs with every key of the domain, or of the nearest domain above it that has keys: RFC 6376 §3.5 lets a domain sign for
  /// what is below it, and DMARC finds both aligned. `nil` where there is no key.
  public func signer(for domain: DomainName) -> DKIMSigner? {
    nearest(domain).map { DKIMSigner(domain: $0, selectors: $1) }
  }

  /// Seals with one key, an RSA key where there is one: RFC 8617 §4.1.2 takes the algorithms of DKIM, but few validators of ARC
  /// know Ed25519, and a chain has room for a single seal each time.
  public func sealer(for domain: DomainName) -> ARCSealer? {
    guard let (domain, selectors) = nearest(domain) else { return nil }
    let selector = selectors.first { $0.key.algorithm == .rsaSHA256 } ?? selectors.first
    return selector.map { ARCSealer(domain: domain, selector: $0) }
  }

  private func nearest(_ domain: DomainName) -> (DomainName, [DKIMSigner.Selector])? {
    selectors.withLock { selectors in
      var name: DomainName? = domain
      while let candidate = name {
        if let found = selectors[candidate], !found.isEmpty { return (candidate, found) }
        name = candidate.parent
      }
      return nil
    }
  }
}
