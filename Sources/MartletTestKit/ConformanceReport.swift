public import Foundation

/// What a conformance suite states and how much of it holds, with a reason for each case that does not. Every suite has a
/// section of its own, `Docs/conformance/<suite>.md`, which is the report's text to the letter: the test fails where the file
/// says something else, and writes it where `MARTLET_UPDATE_DOCS` is set.
///
/// Reasons stand in a file of the tests, one a line: `case: reason`, or `start of case*: reason`. A case without a reason and
/// a reason without a case are failures.
public struct ConformanceReport {
  private let suite: String
  private let subject: String
  private let reasons: [(pattern: String, text: String)]
  private var count = 0
  private var misses: [String] = []

  /// `subject` is a sentence: what is compared with what. `reasons` is a file; without it every case has to hold.
  public init(suite: String, subject: String, reasons: URL? = nil) throws {
    self.suite = suite
    self.subject = subject
    let text = try reasons.map { try String(contentsOf: $0, encoding: .utf8) } ?? ""
    self.reasons = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap { line in
      guard let mark = line.range(of: ": ") else { return nil }
      return (String(line[..<mark.lowerBound]), String(line[mark.upperBound...]))
    }
  }

  /// One case of the suite. Names are unique, and hold no colon and space.
  public mutating func record(_ name: String, agrees: Bool) {
    count += 1
    if !agrees { misses.append(name) }
  }

  /// What is wrong with the report: misses without a reason, reasons without a miss, a section that says something else.
  public func problems(checkout file: String = #filePath) throws -> [String] {
    var problems = misses.filter { reason(for: $0) == nil }.map { "\(suite): \($0) does not hold, and no reason is given" }
    for reason in reasons where !misses.contains(where: { matches($0, reason.pattern) }) {
      problems.append("\(suite): a reason is given for \(reason.pattern), which holds or is not there")
    }
    if count == 0 { problems.append("\(suite): no case was found") }
    let section = ConformanceReport.root(file).appendingPathComponent("Docs/conformance/\(suite).md")
    if ProcessInfo.processInfo.environment["MARTLET_UPDATE_DOCS"] != nil {
      try text.write(to: section, atomically: true, encoding: .utf8)
    }
    if (try? String(contentsOf: section, encoding: .utf8)) != text {
      problems.append("Docs/conformance/\(suite).md is not what the test found; set MARTLET_UPDATE_DOCS=1 to write it")
    }
    return problems
  }

  /// The section.
  private var text: String {
    let held = count - misses.count
    let percent = Double(held * 1000 / max(1, count)) / 10
    var lines = ["## \(suite)", "", subject, "", "\(held) of \(count) hold (\(percent) %)."]
    let explained = reasons.compactMap { reason in
      let names = misses.filter { self.reason(for: $0) == reason.text && matches($0, reason.pattern) }
      return names.isEmpty ? nil : "- \(names.count) (\(shown(names))): \(reason.text)"
    }
    if !explained.isEmpty { lines += [""] + explained }
    return lines.joined(separator: "\n") + "\n"
  }

  private func shown(_ names: [String]) -> String {
    names.prefix(8).map { "`\($0)`" }.joined(separator: ", ") + (names.count > 8 ? ", …" : "")
  }

  private func reason(for name: String) -> String? { reasons.first { matches(name, $0.pattern) }?.text }

  private func matches(_ name: String, _ pattern: String) -> Bool {
    pattern.hasSuffix("*") ? name.hasPrefix(pattern.dropLast()) : name == pattern
  }

  /// The checkout that a source file belongs to.
  private static func root(_ file: String) -> URL {
    var folder = URL(fileURLWithPath: file).deletingLastPathComponent()
    while folder.path != "/", !FileManager.default.fileExists(atPath: folder.appendingPathComponent("Package.swift").path) {
      folder.deleteLastPathComponent()
    }
    return folder
  }
}
