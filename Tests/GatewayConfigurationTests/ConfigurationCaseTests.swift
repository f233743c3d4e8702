import Foundation
import GatewayConfiguration
import MartletTestKit
import Testing

/// `NN-name.yaml` beside `NN-name.expected`: the problems an administrator is told, one a line; none for a good file.
@Suite struct ConfigurationCaseTests {
  @Test func everythingWrongIsNamedByLineAndKey() throws {
    for file in try CaseFolder("configuration").files(endingIn: ".yaml") {
      let expected = try String(contentsOf: file.deletingPathExtension().appendingPathExtension("expected"), encoding: .utf8)
      let told = try problems(of: file)
      #expect(told == expected, "\(file.lastPathComponent)")
    }
  }

  @Test func theExampleIsRight() throws {
    let example = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Docs/martlet.example.yaml")
    let told = try problems(of: example, checkingFiles: true)
    #expect(told == "")
  }

  private func problems(of file: URL, checkingFiles: Bool = false) throws -> String {
    let source = ConfigurationFile.Source(
      bytes: try [UInt8](Data(contentsOf: file)), name: file.lastPathComponent, folder: "/etc/martlet")
    do {
      _ = try ConfigurationFile(source, checkingFiles: checkingFiles)
      return ""
    } catch {
      return error.description + "\n"
    }
  }
}
