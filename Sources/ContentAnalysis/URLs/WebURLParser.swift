/// The basic URL parser (URL Standard § 4.4), its states taken together where they only pass the time.
struct WebURLParser {
  private let input: [UInt8]
  private var index = 0
  private var scheme: [UInt8] = []
  private var kind = WebURLScheme.other
  private var username: [UInt8] = []
  private var password: [UInt8] = []
  private var host: [UInt8]?
  private var port: UInt16?
  private var path = WebURLPath()
  private var opaquePath: [UInt8]?
  private var query: [UInt8]?
  private var fragment: [UInt8]?

  /// Leaves out C0 controls and spaces at the ends, tabs and line endings anywhere.
  init(_ text: [UInt8]) {
    var start = 0
    var end = text.count
    while start < end, text[start] <= 0x20 { start += 1 }
    while end > start, text[end - 1] <= 0x20 { end -= 1 }
    let trimmed = text[start..<end]
    let hasBreaks = trimmed.contains { $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    input = hasBreaks ? trimmed.filter { $0 != 0x09 && $0 != 0x0A && $0 != 0x0D } : Array(trimmed)
  }

  private var current: UInt8? { index < input.count ? input[index] : nil }

  /// `/`, and `\` where the scheme is special.
  private func isSlash(_ byte: UInt8?) -> Bool {
    byte == UInt8(ascii: "/") || kind.isSpecial && byte == UInt8(ascii: "\\")
  }

  private func isSlash(at position: Int) -> Bool { position < input.count && isSlash(input[position]) }

  /// False where the text is no URL.
  mutating func parse(base: WebURL?) -> Bool {
    guard readScheme() else { return relative(to: base) }
    if kind == .file { return file(base: base) }
    if kind.isSpecial {
      let isRelative = base.map { WebURLScheme($0.bytes[..<$0.layout.schemeEnd]) == kind } ?? false
      if isRelative, !(index + 1 < input.count && input[index] == 0x2F && input[index + 1] == 0x2F) {
        return relative(to: base)
      }
      while isSlash(current) { index += 1 }
      return authority()
    }
    guard current == UInt8(ascii: "/") else { return opaque() }
    index += 1
    if current == UInt8(ascii: "/") {
      index += 1
      return authority()
    }
    return readPath()
  }

  // MARK: Scheme

  /// The scheme start and scheme states. False, and nothing read, where there is no scheme.
  private mutating func readScheme() -> Bool {
    guard let first = current, first.isASCIILetter else { return false }
    var end = index
    while end < input.count, WebURLParser.isSchemeOctet(input[end]) { end += 1 }
    guard end < input.count, input[end] == UInt8(ascii: ":") else { return false }
    scheme = input[index..<end].map { $0.lowercased }
    kind = WebURLScheme(scheme)
    index = end + 1
    return true
  }

  private static func isSchemeOctet(_ byte: UInt8) -> Bool {
    byte.isASCIIAlphanumeric || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }

  /// The no scheme, relative and relative slash states.
  private mutating func relative(to base: WebURL?) -> Bool {
    guard let base else { return false }
    scheme = Array(base.bytes[..<base.layout.schemeEnd])
    kind = WebURLScheme(scheme)
    if base.layout.hasOpaquePath {
      guard current == UInt8(ascii: "#") else { return false }
      opaquePath = Array(base.slice(base.layout.path))
      query = base.layout.query.map { Array(base.slice($0)) }
      return finish()
    }
    if kind == .file { return file(base: base) }
    if isSlash(current) {
      index += 1
      if isSlash(current) {
        index += 1
        if kind.isSpecial { while isSlash(current) { index += 1 } }
        return authority()
      }
      takeAuthority(of: base)
      return readPath()
    }
    takeAuthority(of: base)
    return continuePath(of: base)
  }

  private mutating func takeAuthority(of base: WebURL) {
    username = Array(base.slice(base.layout.username))
    password = Array(base.slice(base.layout.password))
    host = base.layout.host.map { Array(base.slice($0)) }
    port = base.layout.port
  }

  /// What does not begin with a slash goes on from the base's path, or keeps it.
  private mutating func continuePath(of base: WebURL) -> Bool {
    path = WebURLPath(base.slice(base.layout.path), isFile: kind == .file)
    if current != UInt8(ascii: "?") { query = base.layout.query.map { Array(base.slice($0)) } }
    guard let current, current != UInt8(ascii: "?"), current != UInt8(ascii: "#") else { return finish() }
    query = nil
    if kind == .file, WebURLPath.startsWithDriveLetter(input[index...]) {
      path = WebURLPath(isFile: true)
    } else {
      path.shorten()
    }
    return readPath()
  }

  // MARK: File

  /// The file, file slash and file host states.
  private mutating func file(base: WebURL?) -> Bool {
    path = WebURLPath(isFile: true)
    host = []
    let base = base.flatMap { WebURLScheme($0.bytes[..<$0.layout.schemeEnd]) == .file ? $0 : nil }
    guard isSlash(current) else {
      guard let base else { return readPath() }
      host = base.layout.host.map { Array(base.slice($0)) }
      return continuePath(of: base)
    }
    index += 1
    if isSlash(current) {
      index += 1
      return fileHost()
    }
    if let base {
      host = base.layout.host.map { Array(base.slice($0)) }
      if !WebURLPath.startsWithDriveLetter(input[index...]) { path.takeDriveLetter(of: base.slice(base.layout.path)) }
    }
    return readPath()
  }

  private mutating func fileHost() -> Bool {
    var end = index
    while end < input.count, !isSlash(input[end]), input[end] != UInt8(ascii: "?"), input[end] != UInt8(ascii: "#") { end += 1 }
    let text = input[index..<end]
    // A drive letter is the beginning of the path.
    if WebURLPath.isDriveLetter(text) { return readPath() }
    index = end
    if !text.isEmpty {
      guard let parsed = WebURLHost.parse(text, isOpaque: false) else { return false }
      host = parsed == Array("localhost".utf8) ? [] : parsed
    }
    return startPath()
  }

  // MARK: Authority

  /// The authority, host and port states.
  private mutating func authority() -> Bool {
    var end = index
    var at: Int?
    while end < input.count, !isSlash(input[end]), input[end] != UInt8(ascii: "?"), input[end] != UInt8(ascii: "#") {
      if input[end] == UInt8(ascii: "@") { at = end }
      end += 1
    }
    if let at {
      guard at + 1 < end else { return false }
      readCredentials(input[index..<at])
      index = at + 1
    }
    guard readHost(input[index..<end]) else { return false }
    index = end
    return startPath()
  }

  private mutating func readCredentials(_ text: ArraySlice<UInt8>) {
    let colon = text.firstIndex(of: UInt8(ascii: ":")) ?? text.endIndex
    PercentEncoding.append(text[..<colon], to: &username, encoding: .userinfo)
    PercentEncoding.append(text[colon...].dropFirst(), to: &password, encoding: .userinfo)
  }

  private mutating func readHost(_ text: ArraySlice<UInt8>) -> Bool {
    var end = text.startIndex
    var isInBrackets = false
    while end < text.endIndex, isInBrackets || text[end] != UInt8(ascii: ":") {
      if text[end] == UInt8(ascii: "[") { isInBrackets = true }
      if text[end] == UInt8(ascii: "]") { isInBrackets = false }
      end += 1
    }
    let name = text[..<end]
    // Neither a special URL nor one with credentials or a port is without a host.
    if name.isEmpty, kind.isSpecial || end < text.endIndex || !username.isEmpty || !password.isEmpty { return false }
    guard let parsed = WebURLHost.parse(name, isOpaque: !kind.isSpecial) else { return false }
    host = parsed
    return end == text.endIndex || readPort(text[(end + 1)...])
  }

  private mutating func readPort(_ digits: ArraySlice<UInt8>) -> Bool {
    var value = 0
    for digit in digits {
      guard digit.isASCIIDigit else { return false }
      value = value * 10 + Int(digit & 15)
      if value > Int(UInt16.max) { return false }
    }
    if !digits.isEmpty, UInt16(value) != kind.defaultPort { port = UInt16(value) }
    return true
  }

  // MARK: Path

  /// The path start state.
  private mutating func startPath() -> Bool {
    if kind.isSpecial {
      if isSlash(current) { index += 1 }
      return readPath()
    }
    guard current == UInt8(ascii: "/") else { return finish() }
    index += 1
    return readPath()
  }

  /// The path state; the slash before the first segment is read.
  private mutating func readPath() -> Bool {
    path.isFile = kind == .file
    while true {
      let start = index
      while let byte = current, !isSlash(byte), byte != UInt8(ascii: "?"), byte != UInt8(ascii: "#") { index += 1 }
      let isLast = !isSlash(at: index)
      path.append(input[start..<index], isLast: isLast)
      if isLast { return finish() }
      index += 1
    }
  }

  /// The opaque path state.
  private mutating func opaque() -> Bool {
    let start = index
    while let byte = current, byte != UInt8(ascii: "?"), byte != UInt8(ascii: "#") { index += 1 }
    var encoded: [UInt8] = []
    PercentEncoding.append(input[start..<index], to: &encoded, encoding: .control)
    // A space right before what follows would be lost if that were taken away.
    if current != nil, encoded.last == 0x20 { encoded.replaceSubrange((encoded.count - 1)..., with: "%20".utf8) }
    opaquePath = encoded
    return finish()
  }

  /// The query and fragment states.
  private mutating func finish() -> Bool {
    if current == UInt8(ascii: "?") {
      let start = index + 1
      while let byte = current, byte != UInt8(ascii: "#") { index += 1 }
      var encoded: [UInt8] = []
      PercentEncoding.append(input[start..<index], to: &encoded, encoding: kind.isSpecial ? .specialQuery : .query)
      query = encoded
    }
    if current == UInt8(ascii: "#") {
      var encoded: [UInt8] = []
      PercentEncoding.append(input[(index + 1)...], to: &encoded, encoding: .fragment)
      fragment = encoded
    }
    return true
  }

  // MARK: Serialising

  /// URL Standard § 4.5.
  func url() -> WebURL {
    var writer = WebURLWriter(scheme: scheme)
    if let host {
      writer.append(username: username, password: password)
      writer.append(host: host, port: port)
    } else if opaquePath == nil, path.bytes.starts(with: "//".utf8) {
      writer.appendPathMark()
    }
    writer.append(path: opaquePath ?? path.bytes, isOpaque: opaquePath != nil)
    writer.append(query: query, fragment: fragment)
    return writer.url()
  }
}
