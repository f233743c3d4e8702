import Foundation
import Testing

@Suite("Modules import what their row in the manifest declares, and nothing above them")
struct ImportTests {
  /// What every module may use: the C library and the parts of the toolchain that cost nothing on hot paths.
  static let everywhere: Set<String> = ["Glibc", "Dispatch", "Synchronization", "FoundationEssentials"]

  @Test("A module names only modules of a lower rank")
  func ranks() throws {
    let manifest = try Manifest()
    let ranks = Dictionary(uniqueKeysWithValues: manifest.modules.map { ($0.name, $0.rank) })
    try #require(ranks.count >= 17)
    for module in manifest.modules {
      for use in module.uses {
        // C shims and system libraries have no rank: they stand below everything.
        guard let rank = ranks[use] else { continue }
        #expect(rank < module.rank, "\(module.name) (rank \(module.rank)) names \(use) (rank \(rank))")
      }
    }
  }

  @Test("A source file imports only what its module's row names")
  func imports() throws {
    let line = /^(?:@testable |public |package |internal |private |fileprivate |@preconcurrency )*import (?:\w+ )?(\w+)/
      .anchorsMatchLineEndings()
    for module in try Manifest().modules {
      let allowed = Set(module.uses + module.products).union(Self.everywhere)
      let files = Manifest.swiftFiles(in: "Sources/\(module.name)")
      #expect(!files.isEmpty, "\(module.name) has no sources")
      for file in files {
        for match in try String(contentsOf: file, encoding: .utf8).matches(of: line) {
          #expect(
            allowed.contains(String(match.1)), "\(file.lastPathComponent) imports \(match.1): not in the row of \(module.name)")
        }
      }
    }
  }

  @Test("No module holds a type of its own name: such a name hides the module's other types from qualification")
  func moduleNames() throws {
    for module in try Manifest().modules {
      let declaration = try Regex("(?:struct|class|enum|actor|protocol) \(module.name)\\b[^.]")
      for file in Manifest.swiftFiles(in: "Sources/\(module.name)") {
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(!text.contains(declaration), "\(file.lastPathComponent) declares \(module.name)")
      }
    }
  }
}
