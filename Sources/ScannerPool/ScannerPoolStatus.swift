/// Numbers for the status page and the metrics.
public struct ScannerPoolStatus: Hashable, Sendable, Codable {
  /// Connected now.
  public internal(set) var scanners = 0
  /// Messages in scanners now.
  public internal(set) var inFlight = 0
  /// Messages waiting for a scanner now.
  public internal(set) var waiting = 0
  /// Scans answered since the start.
  public internal(set) var scanned = 0
  /// Messages given a second try alone since the start.
  public internal(set) var retriedAlone = 0
  public internal(set) var unscannable = 0
  /// Scanners that ended while connected, since the start; those killed for time are `killed`.
  public internal(set) var lost = 0
  public internal(set) var killed = 0
}
