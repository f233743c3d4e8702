import MailTypes

/// The keys that signatures are verified with (RFC 6376, RFC 8301).
struct DKIMAudit {
  let records: DomainRecords

  /// RFC 8301 §3.2: signers should use 2048 bits at least.
  private static let advisedBits = 2048
  /// Selectors that are looked at.
  private static let selectorLimit = 50

  func run(_ report: inout DomainReport, selectors: [String]) async {
    guard !selectors.isEmpty else {
      report.add(
        .advice, "dkim.notChecked", "No DKIM key was looked at: DNS has no list of them.",
        remedy: "Name your selectors with --selector; they stand as s= in the DKIM-Signature of your mail.")
      return
    }
    for selector in selectors.prefix(Self.selectorLimit) { await check(selector, &report) }
  }

  private func check(_ selector: String, _ report: inout DomainReport) async {
    let name = "\(selector)._domainkey.\(records.domain)"
    guard let host = DomainName(name) else {
      report.add(.error, "dkim.badSelector", "'\(DomainRecords.text(selector.utf8))' is no selector.", remedy: "Correct it.")
      return
    }
    switch await records.texts(host.text) {
    case .unavailable(let fault):
      report.add(.error, "dkim.unavailable", "The key \(name) cannot be had: \(fault)", remedy: "Mend its name servers.")
    case .found(let texts):
      guard let text = texts.first else {
        report.add(
          .error, "dkim.missing", "There is no key at \(name): signatures with s=\(selector) fail.",
          remedy: "Publish the record that your signer printed, or make a key with `martlet dkim-key`.")
        return
      }
      if texts.count > 1 {
        report.add(
          .error, "dkim.several", "There are \(texts.count) text records at \(name): which is used is a matter of luck.",
          remedy: "Remove all but the key's.")
      }
      check(text, selector, &report)
    }
  }

  private func check(_ text: [UInt8], _ selector: String, _ report: inout DomainReport) {
    let record: DKIMKeyRecord
    do throws(DKIMReason) {
      record = try DKIMKeyRecord(text[...])
    } catch {
      report.add(
        .error, "dkim.syntax", "The key of selector \(selector) cannot be read: \(error).",
        remedy: "Paste it again, whole: `v=DKIM1; k=rsa; p=…`.")
      return
    }
    if record.isTesting {
      report.add(
        .warning, "dkim.testing", "The key of selector \(selector) says `t=y`: receivers may treat its mail as unsigned.",
        remedy: "Remove `t=y` when signing works.")
    }
    if record.publicKey.isEmpty {
      report.add(
        .warning, "dkim.revoked", "The key of selector \(selector) is revoked (empty `p=`).",
        remedy: "Right, if nothing signs with it any more.")
      return
    }
    checkKey(record, selector, &report)
  }

  private func checkKey(_ record: DKIMKeyRecord, _ selector: String, _ report: inout DomainReport) {
    guard ["rsa", "ed25519"].contains(record.keyType) else {
      report.add(
        .error, "dkim.keyType",
        "The key of selector \(selector) is of type \(DomainRecords.text(record.keyType.utf8)), which nobody knows.",
        remedy: "Use rsa, and ed25519 beside it.")
      return
    }
    do throws(DKIMReason) {
      if case .shortRSA(_, let bits) = try DKIMPublicKey(record) { throw .keyTooShort(bits: bits) }
    } catch {
      report.add(
        .error, "dkim.key", "The key of selector \(selector) is of no use: \(error).",
        remedy: "Make a new one of 2048 bits: `martlet dkim-key`.")
      return
    }
    guard record.keyType == "rsa" else {
      report.add(.good, "dkim.good", "Selector \(selector): an Ed25519 key. Many receivers know RSA only: sign with both.")
      return
    }
    let bits = RSAPublicNumbers(record.publicKey)?.bitCount ?? 0
    if bits < Self.advisedBits {
      report.add(
        .warning, "dkim.shortKey",
        "The key of selector \(selector) has \(bits) bits; \(Self.advisedBits) are the least to use (RFC 8301 §3.2).",
        remedy: "Change it for a new one of 2048 bits under another selector.")
    } else {
      report.add(.good, "dkim.good", "Selector \(selector): an RSA key of \(bits) bits.")
    }
  }
}
