/// An object of an export.
struct ImportedObject {
  let file: String
  /// Among all objects of an import, from 0.
  let place: Int
  let kind: EOPObjectKind
  let properties: [String: ImportedValue]
  /// The list that entries of the file are of, where they do not say it.
  let listType: AllowBlockValue.Kind?

  /// `HostedContentFilterPolicy Sales`.
  var label: String { "\(kind.rawValue) \(title)" }

  private var title: String {
    for name in ["Name", "Identity", "Value", "SpoofedUser"] {
      if case .text(let text)? = properties[name], !text.isEmpty { return ImportNote.shown(text) }
    }
    return "no. \(place + 1)"
  }

  /// Its name: without the organization that `Identity` may start with.
  var name: String? {
    if case .text(let text)? = properties["Name"], !text.isEmpty { return text }
    if case .text(let text)? = properties["Identity"] { return ImportedObject.names(in: text).last }
    return nil
  }

  /// Everything that other objects may call it.
  var identities: [String] {
    ["Name", "Identity", "Id", "Guid", "ExchangeObjectId", "ImmutableId", "DistinguishedName"].compactMap { name in
      if case .text(let text)? = properties[name], !text.isEmpty { text } else { nil }
    }
  }

  /// The names in `Sales`, `contoso.onmicrosoft.com\Sales` and `CN=Sales,CN=Hosted Content Filter,…`: as it stands first.
  static func names(in identity: String) -> [String] {
    if let last = identity.split(separator: "\\").last, last.count < identity.count { return [identity, String(last)] }
    guard identity.lowercased().hasPrefix("cn="), let end = identity.firstIndex(of: ",") else { return [identity] }
    return [identity, String(identity[..<end].dropFirst(3))]
  }
}
