import FilterEngine

/// The labelled messages of a corpus: a line each, `label path`, the path relative to the index. Lines with labels that
/// nothing is learnt from are passed over.
struct CorpusIndex {
  struct Entry {
    let label: MessageLabel
    let path: String
  }

  let entries: [Entry]

  init(_ path: String) throws(CommandFailure) {
    let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
    let lines = try MessageInput.read(path).split(whereSeparator: { $0 == 0x0A || $0 == 0x0D })
    var entries: [Entry] = []
    for (number, line) in lines.enumerated() {
      guard let blank = line.firstIndex(of: 0x20), blank + 1 < line.endIndex else {
        throw CommandFailure(ExitStatus.usage, "\(path): line \(number + 1) is not `label path`")
      }
      guard let label = MessageLabel(rawValue: String(decoding: line[..<blank], as: UTF8.self)) else { continue }
      let name = String(decoding: line[(blank + 1)...], as: UTF8.self)
      entries.append(Entry(label: label, path: name.hasPrefix("/") ? name : folder + name))
    }
    guard !entries.isEmpty else {
      throw CommandFailure(ExitStatus.usage, "\(path) names no message labelled ham, spam, phish or bulk")
    }
    self.entries = entries
  }
}
