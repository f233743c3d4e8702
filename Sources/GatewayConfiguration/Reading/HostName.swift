import Glibc
import MailTypes

/// The name the machine has.
enum HostName {
  /// `nil` where the system has none, or one that is no domain name.
  static var ofThisMachine: DomainName? {
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0 else { return nil }
    return DomainName(String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
  }
}
