public import MailTypes

extension AuthenticationResults {
  /// Results kept of one field. The longest seen have twenty.
  public static let maximumResults = 200
  /// Properties and parameters kept of one result.
  public static let maximumProperties = 100

  /// Reads the value of a field as RFC 8601 §2.2 has it; pairs without a type are taken as parameters.
  public init(strict value: ArraySlice<UInt8>) throws(AuthenticationResultsError) {
    var reader = ResultReader(value, isLenient: false)
    self = try reader.read()
  }

  /// Reads what is there: Exchange Online's form without an identifier, a name alone between semicolons, values that need
  /// quotes and have none. What cannot be read is left out, to the next semicolon. Never fails.
  public init(lenient value: ArraySlice<UInt8>) {
    var reader = ResultReader(value, isLenient: true)
    self = (try? reader.read()) ?? AuthenticationResults(authservID: "")
  }
}

/// Reads the value of one field.
private struct ResultReader {
  typealias Failure = AuthenticationResultsError

  private var tokens: ResultTokens
  private let isLenient: Bool

  init(_ value: ArraySlice<UInt8>, isLenient: Bool) {
    tokens = ResultTokens(value)
    self.isLenient = isLenient
  }

  mutating func read() throws(Failure) -> AuthenticationResults {
    var field = AuthenticationResults(authservID: "")
    try readIdentifier(&field)
    if !isLenient, tokens.isAtEnd { throw tokens.failure(.noResults) }
    while !tokens.isAtEnd {
      guard field.results.count < AuthenticationResults.maximumResults else {
        if isLenient { break }
        throw tokens.failure(.tooManyResults)
      }
      do throws(Failure) {
        guard let result = try element(isOnly: field.results.isEmpty) else { continue }
        field.results.append(result)
      } catch {
        guard isLenient else { throw error }
        skipElement()
      }
    }
    return field
  }

  /// `[CFWS] authserv-id [CFWS authres-version] [CFWS]` up to the first semicolon.
  private mutating func readIdentifier(_ field: inout AuthenticationResults) throws(Failure) {
    let start = tokens.position
    do throws(Failure) {
      try tokens.skipCFWS()
      field.authservID =
        tokens.next == UInt8(ascii: "\"") ? try tokens.quotedString() : tokens.run(while: AuthenticationResults.isToken)
      try tokens.skipCFWS()
      field.version = Int(tokens.run { (0x30...0x39).contains($0) })
      try tokens.skipCFWS()
      if field.authservID.isEmpty { throw tokens.failure(.noAuthservID) }
      if !tokens.isAtEnd, !tokens.accept(";") { throw tokens.failure(.trailingText) }
    } catch {
      guard isLenient else { throw error }
      // Exchange Online's bare form: the field begins with the first result.
      (field.authservID, field.version) = ("", nil)
      tokens.rewind(to: start)
    }
  }

  /// One result with the semicolon behind it; `nil` for `none` and for what is passed over.
  private mutating func element(isOnly: Bool) throws(Failure) -> AuthenticationResults.MethodResult? {
    try tokens.skipCFWS()
    if isLenient, tokens.isAtEnd || tokens.accept(";") { return nil }
    let method = tokens.keyword()
    guard !method.isEmpty else { throw tokens.failure(.notAKeyword) }
    try tokens.skipCFWS()
    if tokens.isAtEnd, method == "none", isOnly { return nil }
    var result = AuthenticationResults.MethodResult(method, "")
    if tokens.accept("/") {
      try tokens.skipCFWS()
      result.methodVersion = Int(tokens.run { (0x30...0x39).contains($0) })
      try tokens.skipCFWS()
    }
    guard tokens.accept("=") else { throw tokens.failure(.noEqualsSign) }
    try tokens.skipCFWS()
    result.result = tokens.keyword()
    guard !result.result.isEmpty else { throw tokens.failure(.notAKeyword) }
    result.comment = try tokens.skipCFWS()
    try readPairs(&result)
    return result
  }

  /// `reason=`, properties, and pairs without a type, up to the semicolon behind them.
  private mutating func readPairs(_ result: inout AuthenticationResults.MethodResult) throws(Failure) {
    while !tokens.isAtEnd {
      if tokens.accept(";") {
        try tokens.skipCFWS()
        if !isLenient, tokens.isAtEnd { throw tokens.failure(.noResults) }
        return
      }
      let first = tokens.keyword()
      guard !first.isEmpty else { throw tokens.failure(.trailingText) }
      try tokens.skipCFWS()
      if tokens.accept(".") {
        try tokens.skipCFWS()
        try readProperty(first, &result)
      } else {
        let value = try value(where: first == "reason" ? AuthenticationResults.isToken : AuthenticationResults.isPropertyValue)
        add(first, value, &result)
        try tokens.skipCFWS()
      }
    }
  }

  private func add(_ name: String, _ value: String, _ result: inout AuthenticationResults.MethodResult) {
    if name == "reason", result.reason == nil {
      result.reason = value
    } else if result.parameters.count < AuthenticationResults.maximumProperties {
      result.parameters.append(.init(name, value))
    }
  }

  private mutating func readProperty(
    _ type: String, _ result: inout AuthenticationResults.MethodResult
  ) throws(Failure) {
    let name = tokens.keyword()
    guard !name.isEmpty else { throw tokens.failure(.notAKeyword) }
    let value = try value(where: AuthenticationResults.isPropertyValue)
    let comment = try tokens.skipCFWS()
    guard result.properties.count < AuthenticationResults.maximumProperties else { return }
    result.properties.append(.init(type, name, value, comment: comment))
  }

  /// `[CFWS] "=" [CFWS]` and a value: a quoted string, octets of the given kind, or a quoted local-part before them.
  private mutating func value(where isIncluded: (UInt8) -> Bool) throws(Failure) -> String {
    try tokens.skipCFWS()
    guard tokens.accept("=") else { throw tokens.failure(.noEqualsSign) }
    try tokens.skipCFWS()
    var text = ""
    if tokens.next == UInt8(ascii: "\"") {
      text = try tokens.quotedString()
      guard tokens.next == UInt8(ascii: "@") else { return text }
    }
    if isLenient {
      text += tokens.run { !TagList.isWhiteSpace($0) && $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: "(") }
    } else {
      text += tokens.run(while: isIncluded)
      guard !text.isEmpty, isAtBoundary else { throw tokens.failure(.badValue) }
    }
    return text
  }

  private var isAtBoundary: Bool {
    guard let next = tokens.next else { return true }
    return TagList.isWhiteSpace(next) || next == UInt8(ascii: ";") || next == UInt8(ascii: "(")
  }

  /// Passes over everything to the next semicolon outside of comments and quotes.
  private mutating func skipElement() {
    while let byte = tokens.next {
      switch byte {
      case UInt8(ascii: ";"):
        tokens.advance()
        return
      case UInt8(ascii: "\""):
        if (try? tokens.quotedString()) == nil { tokens.advance() }
      case UInt8(ascii: "("):
        if (try? tokens.skipCFWS()) == nil { tokens.advance() }
      default: tokens.advance()
      }
    }
  }
}
