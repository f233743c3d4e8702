/// Why octets are no model. One line that says what was wrong and with which figures.
public enum ModelFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Not a model file at all.
  case notAModel
  case version(UInt32)
  /// Cut short, or with something behind the end.
  case size(expected: Int, found: Int)
  /// Views or slots other than this program's.
  case shape
  case checksum
  /// A number that is none, or is out of its range.
  case number(String)

  public var description: String {
    switch self {
    case .notAModel: "this is no martlet model"
    case .version(let version):
      "the model has format \(version), this program reads format \(ModelFile.version): train it again with `martlet train`"
    case .size(let expected, let found): "the model should have \(expected) octets and has \(found): it is damaged"
    case .shape: "the model has other views than this program: train it again with `martlet train`"
    case .checksum: "the model's checksum does not match: it is damaged"
    case .number(let name): "the model's \(name) is out of range: it is damaged"
    }
  }
}
