/// Finds the end of a script, which may stand in a comment inside the script (HTML § 13.2.5.15 to 13.2.5.31).
struct HTMLScriptScanner {
  private enum State {
    case plain
    /// After `<!--`.
    case escaped
    /// After `<script` in it: the next end tag ends this one.
    case doubleEscaped
  }

  let source: HTMLSource
  let name: HTMLName
  let end: Int

  /// Where the end tag of the script begins, or `end`.
  func end(from start: Int) -> Int {
    var state = State.plain
    var index = start
    /// Dashes right before `index`, as far as they count.
    var dashes = 0
    while index < end {
      let byte = source.bytes[index]
      if byte == UInt8(ascii: "<") {
        if state != .doubleEscaped, source.isEndTag(of: name, at: index, until: end) { return index }
        dashes = 0
        index = afterOpening(at: index, &state, &dashes)
        continue
      }
      if byte == UInt8(ascii: ">"), dashes >= 2 { state = .plain }
      dashes = byte == UInt8(ascii: "-") ? dashes + 1 : 0
      index += 1
    }
    return end
  }

  /// What a `<` does to the state; where to go on.
  private func afterOpening(at open: Int, _ state: inout State, _ dashes: inout Int) -> Int {
    switch state {
    case .plain where source.matches("<!--", at: open, until: end):
      state = .escaped
      dashes = 2
      return open + 4
    case .escaped where isScript(at: open + 1):
      state = .doubleEscaped
    case .doubleEscaped where source.matches("/", at: open + 1, until: end) && isScript(at: open + 2):
      state = .escaped
    default:
      break
    }
    return open + 1
  }

  /// `script` and then what ends a tag's name.
  private func isScript(at start: Int) -> Bool {
    source.matches("script", at: start, until: end) && source.endsName(at: start + 6, until: end)
  }
}
