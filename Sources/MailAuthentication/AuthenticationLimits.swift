/// What bounds the work one message can cause, whoever sent it.
public enum AuthenticationLimits {
  /// Octets of text records that are read for one name: a longer answer is a permanent error (RFC 7208 §3.4 leaves it open).
  public static let maximumTextOctets = 65_536
}
