/// What bounds the work of one chain.
public enum ARCLimits {
  /// RFC 8617 §4.2.1: instances go from 1 to 50.
  public static let maximumInstances = 50
}
