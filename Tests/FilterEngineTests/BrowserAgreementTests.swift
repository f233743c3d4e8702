import ContentAnalysis
import FilterPolicy
import Foundation
import InternetMessage
import Testing

@testable import FilterEngine

/// What the scan reads in HTML beside what Chromium makes of the same: which text is seen, and what is there that the advanced spam
/// filter minds. The browser has no network, and reads only the cases of this project.
struct BrowserAgreementTests {
  /// What one of both says of a case.
  private struct Reading: Equatable, Decodable {
    let name: String
    /// Words only: how blocks are parted is another matter.
    let text: String
    let kinds: [String]
  }

  /// Where both differ and the scan is to stay as it is, and why.
  private static let disputed: [String: String] = [:]

  @Test("Chromium agrees on what is seen and what is there", .enabled(if: chromium != nil, "needs Debian's package chromium"))
  func agreement() async throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Cases/browser")
    let cases = try Self.cases(in: folder.appendingPathComponent("cases.txt"))
    #expect(cases.count >= 60)
    let theirs = try Self.browserReadings(cases, harness: folder.appendingPathComponent("harness.html"))
    #expect(theirs.count == cases.count)
    var agreeing = 0
    for (item, their) in zip(cases, theirs) {
      let our = await Self.reading(item.name, html: item.html)
      if our == their {
        agreeing += 1
      } else {
        #expect(Self.disputed[item.name] != nil, "\(item.name): ours \(our), Chromium's \(their)")
      }
    }
    print("Chromium agrees on \(agreeing) of \(cases.count) cases")
  }

  private static func cases(in file: URL) throws -> [(name: String, html: String)] {
    try String(contentsOf: file, encoding: .utf8).components(separatedBy: "=== ").dropFirst().map { block in
      let lines = block.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      return (String(lines[0]), lines.count > 1 ? String(lines[1]) : "")
    }
  }
}

extension BrowserAgreementTests {
  private static func reading(_ name: String, html: String) async -> Reading {
    let message = Array(
      "From: a@example.org\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n\(html)".utf8)
    let analysis = ContentAnalyzer.analyze(Message(message))
    let findings = await MessageScanner(resolver: nil).scan(ScanFixture.subject(), content: message)
    let compared: Set<MessageTrait.Kind> = [.script, .object, .embed, .form, .frame, .imageLink, .webBug]
    let kinds = Set((findings.traits ?? []).map(\.kind)).intersection(compared)
    return Reading(
      name: name, text: words(String(decoding: analysis.text.visible, as: UTF8.self)), kinds: kinds.map(\.rawValue).sorted())
  }

  private static func words(_ text: String) -> String { text.filter { !$0.isWhitespace } }

  fileprivate static let chromium = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  /// One browser for all cases, in a network namespace that has no way out.
  private static func browserReadings(_ cases: [(name: String, html: String)], harness: URL) throws -> [Reading] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("browser-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.copyItem(at: harness, to: folder.appendingPathComponent("harness.html"))
    for item in cases {
      // Without a doctype every case is read as most mail is: in quirks mode.
      try "<meta charset=utf-8>\(item.html)".write(
        to: folder.appendingPathComponent("\(item.name).html"), atomically: true, encoding: .utf8)
    }
    let page = try dump(folder.path + "/harness.html#" + cases.map { "\($0.name).html" }.joined(separator: ","), folder)
    let start = try #require(page.range(of: "<pre id=\"results\">"), "the browser printed nothing: \(page.prefix(500))")
    let end = try #require(page.range(of: "</pre>", range: start.upperBound..<page.endIndex))
    let json = page[start.upperBound..<end.lowerBound].replacingOccurrences(of: "&lt;", with: "<")
      .replacingOccurrences(of: "&gt;", with: ">").replacingOccurrences(of: "&amp;", with: "&")
    return try JSONDecoder().decode([Reading].self, from: Data(json.utf8)).map { reading in
      Reading(
        name: String(reading.name.dropLast(".html".count)), text: words(reading.text), kinds: reading.kinds)
    }
  }

  private static func dump(_ address: String, _ folder: URL) throws -> String {
    let browser = Process()
    let output = Pipe()
    browser.executableURL = URL(fileURLWithPath: "/usr/bin/unshare")
    browser.arguments = [
      "--map-root-user", "--net", chromium ?? "", "--headless=new", "--no-sandbox", "--disable-gpu",
      "--allow-file-access-from-files", "--host-resolver-rules=MAP * ~NOTFOUND", "--virtual-time-budget=600000",
      "--user-data-dir=\(folder.path)/profile", "--dump-dom", "file://\(address)",
    ]
    browser.standardOutput = output
    browser.standardError = FileHandle.nullDevice
    try browser.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    browser.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}
