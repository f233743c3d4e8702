import Foundation
import GatewayConfiguration
import Testing

@Suite struct ConfigurationReferenceTests {
  @Test func theManualIsWhatTheDeclarationsSay() throws {
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../Docs/configuration.md")
    let manual = try String(contentsOf: page, encoding: .utf8)
    #expect(manual == ConfigurationReference.markdown, "write it anew: martlet config docs > Docs/configuration.md")
  }

  @Test func everySettingIsDeclaredOnceWithASentence() {
    let declarations = ConfigurationReference.declarations
    #expect(Set(declarations.map(\.path)).count == declarations.count)
    #expect(declarations.allSatisfy { $0.sentence.hasSuffix(".") && !$0.allowed.isEmpty })
    #expect(declarations.contains { $0.path == "organizations[].domains[].recipients.callout.timeout" })
  }
}
