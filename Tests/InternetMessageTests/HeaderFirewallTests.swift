import Foundation
import InternetMessage
import MartletTestKit
import Testing

@Suite("Header firewall")
struct HeaderFirewallTests {
  /// `NN-name.eml` is what came from outside, `NN-name.expected` what is left of it.
  @Test("Forged fields lose their meaning, honest ones stay as they are")
  func cases() throws {
    for file in try CaseFolder("firewall").files(endingIn: ".eml") {
      let message = Array(try Data(contentsOf: file))
      let expected = Array(try Data(contentsOf: file.deletingPathExtension().appendingPathExtension("expected")))
      let result = HeaderFirewall.edits(for: message, authservIDs: ["mx.ours.example", "MX2.ours.example"]).apply(to: message)
      let output = result.header + message[result.rest...]
      #expect(String(decoding: output, as: UTF8.self) == String(decoding: expected, as: UTF8.self), "\(file.lastPathComponent)")
    }
  }

  @Test("A header of nothing but forgeries is cleaned to the last field")
  func many() {
    let forged = (0..<20_000).map { "X-MS-Exchange-Organization-\($0): x\r\nX-CustomSpam: y\r\n" }.joined()
    let message = Array((forged + "\r\nbody").utf8)
    let result = HeaderFirewall.edits(for: message, authservIDs: []).apply(to: message)
    let output = result.header + message[result.rest...]
    #expect(HeaderFirewall.edits(for: output, authservIDs: []).isEmpty)
    #expect(output.count == message.count + 40_000 * "-Untrusted".utf8.count)
  }
}
