extension HeaderEdits {
  /// The value of the first prepended field of that name, unfolded; `nil` where there is none.
  public func prependedValue(of name: String) -> String? {
    guard let field = prepended.first(where: { HeaderEdits.isNamed($0, name) }) else { return nil }
    let value = field.dropFirst(name.utf8.count + 1).filter { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }
    return String(decoding: value, as: UTF8.self)
  }

  /// Puts `field`, `Name: value`, in the place of the first prepended field of that name, or on top where there is none.
  public mutating func replacePrepended(_ name: String, with field: String) {
    if let index = prepended.firstIndex(where: { HeaderEdits.isNamed($0, name) }) {
      prepended[index] = FieldText.sealed(field)
    } else {
      prepend(field)
    }
  }

  private static func isNamed(_ field: [UInt8], _ name: String) -> Bool {
    field.count > name.utf8.count && field[name.utf8.count] == UInt8(ascii: ":")
      && FieldText.key(field[..<name.utf8.count]) == name.lowercased()
  }
}
