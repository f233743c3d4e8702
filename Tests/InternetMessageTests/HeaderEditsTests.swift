import MailTypes
import Testing

@testable import InternetMessage

@Suite("Header edits")
struct HeaderEditsTests {
  private func applied(_ edits: HeaderEdits, _ message: String) -> String {
    let bytes = Array(message.utf8)
    let result = edits.apply(to: bytes)
    return String(decoding: result.header + bytes[result.rest...], as: UTF8.self)
  }

  private func prepending(_ fields: String...) -> HeaderEdits {
    var edits = HeaderEdits()
    edits.prepend(contentsOf: fields)
    return edits
  }

  @Test("No edits change nothing")
  func nothing() {
    #expect(applied(HeaderEdits(), "no header at all") == "no header at all")
  }

  @Test("Prepended fields stand on top, in order, and the rest is untouched")
  func prepended() {
    let message = "Subject:  x \r\n\ty\r\n\r\nbody\r\n"
    #expect(applied(prepending("A: 1", "B: 2"), message) == "A: 1\r\nB: 2\r\n" + message)
    var edits = prepending("A: 1")
    edits.prepend("Z: 0")
    #expect(applied(edits, message) == "Z: 0\r\nA: 1\r\n" + message)
  }

  @Test("A field is named by its occurrence in the original, in any case")
  func byOccurrence() {
    let message = "X: a\r\nx: b\r\n c\r\nY: d\r\nX : e\r\n\r\nX: body\r\n"
    var edits = HeaderEdits()
    edits.rename("x", occurrence: 1, to: "X-Untrusted")
    edits.rename("X", occurrence: 2, to: "X-Old")
    edits.remove("y", occurrence: 0)
    edits.replace("X", occurrence: 0, with: "X: new")
    edits.remove("X", occurrence: 3)
    #expect(applied(edits, message) == "X: new\r\nX-Untrusted: b\r\n c\r\nX-Old : e\r\n\r\nX: body\r\n")
  }

  @Test(
    "Where the empty line is missing, an edit puts it before the body",
    arguments: [
      ("Hello,\r\n\r\nSubject: no\r\n", "A: 1\r\n\r\nHello,\r\n\r\nSubject: no\r\n"),
      ("Subject: x\r\nHello\r\nX-Forged: y\r\n", "A: 1\r\nSubject: x\r\n\r\nHello\r\nX-Forged: y\r\n"),
      (" starts with a blank\r\n", "A: 1\r\n\r\n starts with a blank\r\n"),
      ("\r\nbody", "A: 1\r\n\r\nbody"),
      ("\nbody", "A: 1\r\n\nbody"),
      ("", "A: 1\r\n"),
      ("Subject: x", "A: 1\r\nSubject: x"),
      ("S: x\nB: y\n\nlines of LF", "A: 1\r\nS: x\nB: y\n\nlines of LF"),
      (
        "From me Sat Jan  3 01:05:34 1996\r\nS: x\r\n\r\nb",
        "A: 1\r\nX-Mailbox-Line: From me Sat Jan  3 01:05:34 1996\r\nS: x\r\n\r\nb"
      ),
    ])
  func separator(message: String, expected: String) {
    #expect(applied(prepending("A: 1"), message) == expected)
    var edits = prepending("A: 1")
    edits.rename("No-Such-Field", occurrence: 0, to: "B")
    #expect(applied(edits, message) == expected)
  }

  @Test(
    "What comes from outside cannot break out of its field",
    arguments: [
      ("A: x\r\nForged: y", "A: x Forged: y\r\n"),
      ("A: x\nForged: y", "A: x Forged: y\r\n"),
      ("A: x\rForged: y", "A: x Forged: y\r\n"),
      ("A: x\r\n\r\nbody", "A: x  body\r\n"),
      ("A: x\r\n \r\nbody", "A: x   body\r\n"),
      ("A: x\r\n\ty\r\n", "A: x\r\n\ty\r\n"),
      ("A: x\n y\0z \r\n\r\n", "A: x\r\n y z\r\n"),
    ])
  func sealed(field: String, expected: String) {
    let header = String(decoding: prepending(field).apply(to: []).header, as: UTF8.self)
    #expect(header == expected)
    #expect(HeaderBlock(Array(header.utf8)).fields.count == 1)
  }

  @Test("A new name that is no name is refused")
  func badName() {
    var edits = HeaderEdits()
    edits.rename("A", occurrence: 0, to: "B: forged\r\nC")
    edits.rename("A", occurrence: 0, to: "")
    edits.remove("A", occurrence: -1)
    #expect(edits.isEmpty)
  }

  @Test("Edits survive the store, and damaged bytes are refused")
  func encoding() throws {
    var edits = prepending("A: \u{e9}", "B: 2")
    edits.rename("X", occurrence: 300, to: "Y")
    edits.remove("X", occurrence: 1)
    edits.replace("Z", occurrence: 0, with: "Z: " + String(repeating: "z", count: 1000))
    // What an older release reads stays as it was, as long as no body is changed.
    #expect(edits.encoded().first == 1)
    edits.changeBody([BodyEdit(700..<704, with: [0, 255]), BodyEdit(20..<20, with: Array("| x\r\n".utf8))])
    let encoded = edits.encoded()
    #expect(try HeaderEdits(encoded: encoded) == edits)
    #expect(edits.body.map(\.range.lowerBound) == [20, 700])
    for length in 0..<encoded.count {
      #expect(throws: HeaderEdits.DecodingError.self) { try HeaderEdits(encoded: Array(encoded[..<length])) }
    }
    #expect(throws: HeaderEdits.DecodingError.damaged) { try HeaderEdits(encoded: encoded + [0]) }
    #expect(throws: HeaderEdits.DecodingError.unknownVersion(9)) { try HeaderEdits(encoded: [9] + encoded.dropFirst()) }
  }
}
