import CUnbound
import MailTypes
import Synchronization

/// One question that libunbound is at work on. Answered once: by libunbound, or by the time limit.
final class UnboundQuery: Sendable {
  private let type: DNSRecordType
  private let continuation: Mutex<CheckedContinuation<DNSAnswer, Never>?>

  init(_ type: DNSRecordType, _ continuation: CheckedContinuation<DNSAnswer, Never>) {
    self.type = type
    self.continuation = Mutex(continuation)
  }

  /// Hands the question over.
  /// - Returns: the number to cancel it by; `nil` when it was refused, and is answered.
  func start(_ name: String, in context: UnboundContext) -> CInt? {
    var id: CInt = 0
    let reference = Unmanaged.passRetained(self)
    let code = ub_resolve_async(
      context.pointer, name, CInt(type.rawValue), UnboundQuery.internetClass, reference.toOpaque(), UnboundQuery.completed, &id)
    guard code != 0 else { return id }
    reference.release()
    answer(.failure(String(cString: ub_strerror(code))))
    return nil
  }

  /// Gives the question up.
  func cancel(_ id: CInt, in context: UnboundContext) {
    // Once it is cancelled the callback will not come, and what it was to give back is given back here.
    if ub_cancel(context.pointer, id) == 0 { Unmanaged.passUnretained(self).release() }
    answer(.timeout)
  }

  private func answer(_ answer: DNSAnswer) {
    let waiter = continuation.withLock { waiter in
      defer { waiter = nil }
      return waiter
    }
    waiter?.resume(returning: answer)
  }

  private static let internetClass: CInt = 1

  private static let completed: ub_callback_type = { reference, code, result in
    defer { ub_resolve_free(result) }
    guard let reference else { return }
    let query = Unmanaged<UnboundQuery>.fromOpaque(reference).takeRetainedValue()
    if code != 0 {
      query.answer(.failure(String(cString: ub_strerror(code))))
    } else if let result {
      query.answer(UnboundQuery.answer(from: result.pointee, type: query.type))
    } else {
      query.answer(.failure("no answer"))
    }
  }

  private static func answer(from result: ub_result, type: DNSRecordType) -> DNSAnswer {
    if result.bogus != 0 { return .failure("DNSSEC: " + (result.why_bogus.map { String(cString: $0) } ?? "bogus")) }
    if result.nxdomain != 0 { return .nameError }
    guard result.rcode == 0 else { return .failure(responseCode(result.rcode)) }
    guard result.havedata != 0 else { return .noData }
    guard let records = records(of: result, type: type), !records.isEmpty else { return .failure("a malformed record") }
    return .records(records, isSecure: result.secure != 0)
  }

  /// `nil` where a record cannot be read: half an answer is none.
  private static func records(of result: ub_result, type: DNSRecordType) -> [DNSRecord]? {
    guard let data = result.data, let lengths = result.len else { return nil }
    var records: [DNSRecord] = []
    var index = 0
    while let item = data[index] {
      let bytes = UnsafeRawBufferPointer(start: item, count: max(0, Int(lengths[index])))
      guard let record = WireRecord.decode(type, Array(bytes)) else { return nil }
      records.append(record)
      index += 1
    }
    return records
  }

  private static func responseCode(_ code: CInt) -> String {
    // RFC 1035 §4.1.1.
    switch code {
    case 1: "FORMERR"
    case 2: "SERVFAIL"
    case 4: "NOTIMP"
    case 5: "REFUSED"
    default: "response code \(code)"
    }
  }
}
