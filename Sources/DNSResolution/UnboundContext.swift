import CUnbound
import MailTypes

/// A libunbound context that is set up and asks in a thread of its own. Deleted with the last reference.
final class UnboundContext: @unchecked Sendable {
  // `@unchecked`: libunbound locks its context itself (libunbound(3), "thread safe").
  let pointer: OpaquePointer

  init(_ configuration: UnboundConfiguration) throws(UnboundError) {
    guard let pointer = ub_ctx_create() else { throw UnboundError(setting: "start", reason: "out of memory") }
    self.pointer = pointer
    try setOptions(configuration)
    try setSource(configuration.source)
    for stub in configuration.stubs { try set(stub) }
    if let file = configuration.trustAnchorFile { try check(file, ub_ctx_add_ta_file(pointer, file)) }
    for anchor in configuration.trustAnchors { try check("trust anchor \(anchor)", ub_ctx_add_ta(pointer, anchor)) }
    // A thread rather than a process: the cache is then one, and no second program has to be confined.
    try check("thread", ub_ctx_async(pointer, 1))
  }

  deinit { ub_ctx_delete(pointer) }

  private func setOptions(_ configuration: UnboundConfiguration) throws(UnboundError) {
    // libunbound's own 4 MB are full after some thousand signed answers.
    try set("rrset-cache-size", "\(max(1 << 20, configuration.cacheSize))")
    try set("msg-cache-size", "\(max(1 << 20, configuration.cacheSize / 2))")
    try set("cache-max-negative-ttl", "\(configuration.negativeTime.components.seconds)")
    try setPatience(configuration.questionTime)
    guard configuration.source != .recursion || !configuration.stubs.isEmpty else { return }
    // Name servers the administrator names may be on this machine, and may know the names of private networks, which
    // libunbound would otherwise answer with NXDOMAIN by itself.
    try set("do-not-query-localhost", "no")
    try set("unblock-lan-zones", "yes")
    try set("insecure-lan-zones", "yes")
  }

  /// What keeps servers that do not answer from holding up the questions to those that do.
  private func setPatience(_ questionTime: Duration) throws(UnboundError) {
    // A library gets 16 UDP sockets and 2 TCP connections from libunbound: one dead domain would hold them all. Below the
    // 1024 descriptors that a process may count on.
    try set("outgoing-range", "768")
    try set("outgoing-num-tcp", "64")
    // A server is given up once its timer has grown so far that the question would be over first.
    let longest = questionTime / .milliseconds(2)
    try set("infra-cache-max-rtt", "\(Int(min(max(longest, 1000), 12_000)))")
    try set("outbound-msg-retry", "3")
    // A server that was down is tried again as soon as its senders try again.
    try set("infra-host-ttl", "120")
  }

  private func setSource(_ source: UnboundConfiguration.Source) throws(UnboundError) {
    switch source {
    case .recursion: break
    case .resolvConf(let path): try check(path, ub_ctx_resolvconf(pointer, path))
    case .forwarders(let servers):
      for server in servers { try check("forwarder \(server.text)", ub_ctx_set_fwd(pointer, server.text)) }
    }
  }

  private func set(_ stub: UnboundConfiguration.Stub) throws(UnboundError) {
    let zone = stub.zone.hasSuffix(".") ? stub.zone : stub.zone + "."
    try check("stub zone \(zone)", ub_ctx_set_stub(pointer, zone, stub.server.text, 0))
  }

  private func set(_ option: String, _ value: String) throws(UnboundError) {
    try check(option, ub_ctx_set_option(pointer, option + ":", value))
  }

  private func check(_ setting: String, _ code: CInt) throws(UnboundError) {
    guard code == 0 else { throw UnboundError(setting: setting, reason: String(cString: ub_strerror(code))) }
  }
}

extension UnboundConfiguration.Server {
  /// `address@port`, as libunbound writes it.
  fileprivate var text: String { "\(address)@\(port)" }
}
