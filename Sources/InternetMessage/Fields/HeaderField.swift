/// Where one header field stands in the bytes of a message.
public struct HeaderField: Hashable, Sendable {
  /// The name, without the white space that obsolete syntax allows before the colon (RFC 5322 §4.5.8).
  public let name: Range<Int>
  /// From after the colon to before the last line end, folds and all.
  public let value: Range<Int>
  /// The whole field with its last line end, where it has one.
  public let whole: Range<Int>
}
