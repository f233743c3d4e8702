import CArgon2

/// A password as the users file keeps it: Argon2id (RFC 9106) in PHC form, `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`.
public struct PasswordHash: Hashable, Sendable {
  /// The PHC text.
  public let text: String

  /// What a hash in a file may cost to verify: one line must not take the machine down.
  public enum Limit {
    /// KiB. RFC 9106 §4 recommends 64 MiB where memory is scarce, 2 GiB where it is not; sign-ins come many at a time.
    public static let memory: ClosedRange<UInt32> = 8...262_144
    public static let passes: ClosedRange<UInt32> = 1...16
    public static let lanes: ClosedRange<UInt32> = 1...8
    /// Octets of the PHC text.
    public static let length = 256
    /// Octets of a password: nothing people type is longer.
    public static let password = 1024
  }

  /// What new hashes cost: 19 MiB and two passes, some 20 ms, so that a burst of sign-ins fits in memory.
  private enum Cost {
    static let memory: UInt32 = 19_456
    static let passes: UInt32 = 2
    static let lanes: UInt32 = 1
    static let salt = 16
    static let hash = 32
  }

  /// Reads a PHC text; `nil` for anything but argon2id within `Limit`.
  public init?(_ text: String) {
    let fields = text.split(separator: "$", omittingEmptySubsequences: false)
    guard text.utf8.count <= Limit.length, fields.count == 6, fields[0].isEmpty, fields[1] == "argon2id", fields[2] == "v=19",
      let cost = PasswordHash.parameters(fields[3]), Limit.memory.contains(cost.memory), Limit.passes.contains(cost.passes),
      Limit.lanes.contains(cost.lanes), [fields[4], fields[5]].allSatisfy(PasswordHash.isBase64)
    else { return nil }
    self.text = text
  }

  /// Hashes `password` with a random salt. Takes some 20 ms.
  /// - Throws: `PasswordHashError` where there is not enough memory.
  public init(of password: [UInt8], using generator: inout some RandomNumberGenerator) throws(PasswordHashError) {
    let salt = (0..<Cost.salt).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    var encoded = [CChar](repeating: 0, count: Limit.length)
    let status = argon2id_hash_encoded(
      Cost.passes, Cost.memory, Cost.lanes, password, password.count, salt, salt.count, Cost.hash, &encoded, encoded.count)
    guard status == ARGON2_OK.rawValue else { throw PasswordHashError(code: status) }
    text = String(decoding: encoded.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// Compares in constant time. Takes as long and as much memory as the hash says.
  public func matches(_ password: [UInt8]) -> Bool {
    guard password.count <= Limit.password else { return false }
    return argon2id_verify(text, password, password.count) == ARGON2_OK.rawValue
  }

  private static func parameters(_ text: Substring) -> (memory: UInt32, passes: UInt32, lanes: UInt32)? {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].hasPrefix("m="), parts[1].hasPrefix("t="), parts[2].hasPrefix("p="),
      let memory = UInt32(decimal: parts[0].dropFirst(2)), let passes = UInt32(decimal: parts[1].dropFirst(2)),
      let lanes = UInt32(decimal: parts[2].dropFirst(2))
    else { return nil }
    return (memory, passes, lanes)
  }

  /// The base 64 without padding of PHC texts; at least 8 octets (libargon2's smallest salt).
  private static func isBase64(_ text: Substring) -> Bool {
    (11...128).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"),
          UInt8(ascii: "+"), UInt8(ascii: "/"):
          true
        default: false
        }
      }
  }
}

/// libargon2 could not hash.
public struct PasswordHashError: Error, Hashable, Sendable, CustomStringConvertible {
  let code: CInt

  public var description: String { "the password cannot be hashed: \(String(cString: argon2_error_message(code)))" }
}
