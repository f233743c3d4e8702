/// How one kind of value is read from the text of a YAML scalar, and written back.
struct SettingType<Value: Hashable & Sendable>: Sendable {
  /// Said of a wrong value, and in the manual: `a size from 64KiB to 2GiB, as 25MB`.
  let allowed: String
  let format: @Sendable (Value) -> String
  /// `nil` for anything not allowed. `folder` is what relative paths are relative to.
  let parse: @Sendable (_ text: String, _ folder: String) -> Value?
  /// The value is the path of a file that must be readable.
  var namesFile = false
}
