/// How far attachments are opened. The limits hold for a message as a whole, so that many small traps cost no more than one.
struct InspectionBudget {
  /// Archives in archives. People send a zip in a zip; droppers use two or three.
  static let depthLimit = 3
  /// Entries listed. Source archives have more; a message that hides a program behind so many is not read by anyone.
  static let entryLimit = 1000
  /// Octets unpacked: well above any honest document, and unpacked in a fraction of a second.
  static let unpackedLimit = 32 << 20
  /// Octets of one file in an archive that are looked at.
  static let entryReadLimit = 4 << 20
  /// Unpacked size over packed size from which an archive is a bomb; text packs to a twentieth.
  static let ratioLimit = 100
  /// No bomb is smaller than this unpacked: a small file of zeros is harmless.
  static let bombSize = 10 << 20
  /// Octets unpacked at a time where only their number matters.
  static let skimLength = 256 * 1024
  /// Pictures searched for QR codes.
  static let pictureLimit = 8

  var entries = entryLimit
  var unpacked = unpackedLimit
  var pictures = pictureLimit
}
