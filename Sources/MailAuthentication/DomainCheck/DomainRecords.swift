import MailTypes

/// The records of the domain that is looked at.
struct DomainRecords: Sendable {
  enum Texts {
    /// Joined strings of each record (RFC 7208 §3.3, RFC 6376 §3.6.2.2).
    case found([[UInt8]])
    case unavailable(String)
  }

  let domain: DomainName
  let resolver: BudgetedResolver

  func ask(_ name: String, _ type: DNSRecordType) async -> DNSAnswer {
    await resolver.resolve(DNSQuestion(name, type))
  }

  func texts(_ name: String) async -> Texts {
    let answer = await ask(name, .txt)
    if let fault = Self.fault(answer) { return .unavailable(fault) }
    return .found(
      answer.records.compactMap { record in
        if case .text(let strings) = record { Array(strings.joined()) } else { nil }
      })
  }

  /// Text records that begin with `mark`, in any case.
  func texts(_ name: String, beginning mark: String) async -> Texts {
    guard case .found(let texts) = await texts(name) else { return await texts(name) }
    return .found(texts.filter { Self.text($0.prefix(mark.utf8.count)).lowercased() == mark.lowercased() })
  }

  /// Why there is no answer.
  static func fault(_ answer: DNSAnswer) -> String? {
    switch answer {
    case .failure(let detail): detail
    case .timeout: "no answer in time"
    case .records, .noData, .nameError: nil
    }
  }

  /// For people.
  static func text(_ octets: some Collection<UInt8>) -> String { SPFTermReader.shown(Array(octets)[...]) }
}
