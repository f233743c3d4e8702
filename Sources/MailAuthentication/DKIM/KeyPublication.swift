public import MailTypes

/// What DNS says of a key that should be published.
public enum KeyPublication: Hashable, Sendable {
  /// Receivers find the key, and may use it for mail; `note` says what should be otherwise nevertheless.
  case published(note: String?)
  case missing
  /// There is a record, and receivers cannot verify with it; why.
  case different(String)
  /// DNS did not answer.
  case unknown(String)

  /// Asks for the record at `name`, which should hold the key of `record`.
  public init(_ name: String, of record: [UInt8], in resolver: any DNSResolver) async {
    switch await resolver.resolve(DNSQuestion(name, .txt)) {
    case .noData, .nameError: self = .missing
    case .timeout: self = .unknown("no answer in time")
    case .failure(let detail): self = .unknown(detail)
    case .records(let records, _):
      let texts = records.compactMap { if case .text(let strings) = $0 { Array(strings.joined()) } else { nil } }
      self = KeyPublication(texts, of: record)
    }
  }

  private init(_ texts: [[UInt8]], of record: [UInt8]) {
    guard let own = try? DKIMKeyRecord(record[...]), let text = texts.first else {
      self = .missing
      return
    }
    // RFC 6376 §3.6.2.2: with several records, what a verifier does is undefined.
    guard texts.count == 1 else {
      self = .different("there are \(texts.count) text records, and there may be one; remove the others")
      return
    }
    do throws(DKIMReason) {
      self = KeyPublication(try DKIMKeyRecord(text[...]), own)
    } catch {
      self = .different("the record cannot be read: \(error)")
    }
  }

  private init(_ record: DKIMKeyRecord, _ own: DKIMKeyRecord) {
    let services = record.services
    if record.publicKey.isEmpty {
      self = .different("the record says that the key was revoked (p= is empty)")
    } else if record.keyType != own.keyType {
      self = .different("the record is of a key of type \(record.keyType), this one is \(own.keyType)")
    } else if record.publicKey != own.publicKey {
      self = .different("the record holds another key")
    } else if !(record.hashes?.contains("sha256") ?? true) {
      self = .different("the record forbids sha256 (h=)")
    } else if !services.contains("*"), !services.contains("email") {
      self = .different("the record is not meant for mail (s=)")
    } else {
      self = .published(note: record.isTesting ? "t=y tells receivers to treat the mail as unsigned; remove it" : nil)
    }
  }
}
