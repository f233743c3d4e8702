/// Something of an import that an administrator should know: what was not taken over, or was taken over with a difference.
public struct ImportNote: Hashable, Sendable, Codable {
  public enum Reason: String, Hashable, Sendable, Codable {
    /// It says something that Martlet cannot read, or must not guess.
    case notUnderstood
    /// It is known, and Martlet has no such setting.
    case noCounterpart
    /// It was taken over; this is what to know about it.
    case remark
  }

  public let reason: Reason
  public let file: String
  /// `HostedContentFilterPolicy Sales`; empty where it is about the file.
  public let object: String
  /// `PhishThresholdLevel`; `nil` where it is about the object.
  public let property: String?
  public let text: String

  /// Characters of a text from a file that a note repeats.
  static let shownLimit = 80
  /// Of the whole of what a note says.
  static let textLimit = 400

  init(_ reason: Reason, file: String, object: String, property: String? = nil, _ text: String) {
    self.reason = reason
    self.file = file
    self.object = object
    self.property = property
    self.text = ImportNote.shown(text, limit: ImportNote.textLimit)
  }

  /// A text from a file, in one line, and cut where it is long.
  static func shown(_ text: String, limit: Int = shownLimit) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(limit) {
      let isControl = scalar.properties.generalCategory == .control || scalar.properties.isWhitespace
      scalars.append(isControl ? " " : scalar)
    }
    return String(scalars) + (text.unicodeScalars.count > limit ? "…" : "")
  }
}

extension ImportNote: CustomStringConvertible {
  /// `policies.json: HostedContentFilterPolicy Sales, BulkThreshold: 12 is not a whole number within 1…9; it stays 7`.
  public var description: String {
    let place = [object, property ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")
    return ([file] + (place.isEmpty ? [] : [place]) + [text]).joined(separator: ": ")
  }
}
