/// What bounds the work that the signatures of one message can cause.
public enum DKIMLimits {
  /// Signatures that are looked at, from the top (RFC 6376 §6.1 leaves the number to the verifier). Honest mail has one to
  /// four; each costs a DNS query, a pass over the body and a public key operation.
  public static let maximumSignatures = 16

  /// Tags in one tag-list. The standards know fifteen.
  public static let maximumTags = 64

  /// Names in `h=`: as many as a header may have fields.
  public static let maximumSignedFields = 1000

  /// Text records tried for one selector (RFC 6376 §6.1.2 step 4 leaves it to the verifier): two while a key is replaced.
  public static let maximumKeyRecords = 4

  /// Octets of one key record. An RSA key of 8192 bits takes 1400.
  public static let maximumKeyRecordOctets = 8192

  /// Octets of a key record that is kept after it was parsed. An RSA key of 8192 bits fits.
  static let maximumCachedKeyOctets = 2048

  /// RSA modulus in bits. RFC 8301 §3.2 sets the lower bound; a verification costs four times as much each time the length
  /// doubles, so that longer keys would be a way to make verifiers work.
  public static let rsaKeyBits = 1024...8192

  /// Lower bound where old test data are read.
  static let legacyRSAKeyBits = 256
}
