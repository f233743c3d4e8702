import FilterPolicy
import Foundation
import MailTypes
import MartletTestKit
import Testing

@Suite("Import from Exchange Online")
struct ImportTests {
  private let now = UTCTime(microseconds: 1_772_000_000_000_000)

  private func read(_ data: Data, onto policies: OrganizationPolicies = OrganizationPolicies()) throws -> EOPImport {
    let content = try JSONDecoder().decode(ImportedValue.self, from: data)
    return EOPImport([EOPImport.File(name: "export.json", content: content)], onto: policies, now: now)
  }

  private func read(_ json: String, onto policies: OrganizationPolicies = OrganizationPolicies()) throws -> EOPImport {
    try read(Data(json.utf8), onto: policies)
  }

  /// Everything that an import says, a line each.
  private func lines(_ result: EOPImport) -> [String] {
    OrganizationPolicies().changes(to: result.policies).map(\.description)
      + result.allowBlock.map { entry in
        let end = entry.ends.map { "until \($0)" } ?? "for ever"
        return "\(entry.id) \(end), modified \(entry.modifiedAt) by \"\(entry.modifiedBy)\", \"\(entry.notes)\""
      } + result.spoofedSenders.map { "\($0.action) \($0.pair)" } + result.notes.map { "\($0.reason.rawValue): \($0)" }
  }

  @Test(
    "Exports come out as written beside them, and what comes out is valid",
    arguments: try CaseFolder("import").files(endingIn: ".json"))
  func export(file: URL) throws {
    let result = try read(try Data(contentsOf: file))
    let expected = try String(contentsOf: file.deletingPathExtension().appendingPathExtension("expected"), encoding: .utf8)
    let actual = lines(result).joined(separator: "\n") + "\n"
    #expect(actual == expected, "\(file.lastPathComponent)")
    #expect(result.policies.problems == [])
    let again = try read(try Data(contentsOf: file), onto: result.policies)
    #expect(again.policies == result.policies, "a second import changes nothing")
  }

  @Test("Rules are ordered by priority, after those there are; one that is here already gets its new place")
  func order() throws {
    var policies = OrganizationPolicies()
    for name in ["Here", "Sales rule"] {
      policies.antiSpam.custom[name] = AntiSpamPolicy()
      try policies.antiSpam.insert(PolicyRule(name: name, policy: name, recipients: .init(sentTo: [address("a@contoso.com")])))
    }
    let file = try #require(
      try CaseFolder("import").files(endingIn: ".json").first { $0.lastPathComponent.contains("02-rules") })
    let rules = try read(try Data(contentsOf: file), onto: policies).policies.antiSpam.rules
    #expect(rules.map(\.name) == ["Here", "VIP", "Interns", "Sales rule", "Old", "Named"])
    #expect(rules.map(\.policy) == ["Here", "VIP", "Interns", "Sales", "Old", "Named"])
    #expect(rules.map(\.enabled) == [true, true, false, true, false, false])
  }

  @Test("An object of a policy that is here changes what it says and leaves the rest")
  func merged() throws {
    var policies = OrganizationPolicies()
    policies.antiSpam.custom["Sales"] = .strict
    policies.antiSpam.custom["Sales"]?.allowedSenders = [address("a@contoso.com")]
    let sales = try #require(
      try read(
        #"{"Name":"Sales","IsDefault":false,"BulkThreshold":3,"BlockedSenders":null}"#, onto: policies
      ).policies.antiSpam.custom["Sales"])
    #expect(sales.bulkThreshold == 3 && sales.spamAction == .quarantine)
    #expect(sales.allowedSenders == [address("a@contoso.com")])
    #expect(sales.allowedSendersMustAuthenticate, "nobody said that they need no proof")
    #expect(
      try read(#"{"Name":"SALES","IsDefault":false,"AllowedSenderDomains":[],"AllowedSenders":null}"#, onto: policies)
        .policies.antiSpam.custom["Sales"]?.allowedSenders == [])
  }

  /// A policy as Exchange's cmdlets write one.
  private func exported<Policy: FilteringPolicy>(_ policy: Policy) throws -> EOPImport {
    var properties: [String: ImportedValue] = ["Name": .text("Exported"), "IsDefault": .flag(false)]
    for parameter in Policy.parameters {
      properties[parameter.name] =
        switch parameter.exchangeValue(policy) {
        case .flag(let value): .flag(value)
        case .integer(let value): .integer(value)
        case .decimal(let value): .decimal(value)
        case .text(let value): .text(value)
        case .list(let values): values.isEmpty ? .null : .list(values.map { .text($0) })
        }
    }
    return EOPImport([EOPImport.File(name: "export.json", content: .object(properties))], now: now)
  }

  @Test("Every parameter of every kind comes back, as Exchange names it and its values")
  func everyParameter() throws {
    for policy in [AntiSpamPolicy(), .standard, .strict] {
      #expect(try exported(policy).policies.antiSpam.custom["Exported"] == policy)
      #expect(try exported(policy).notes == [])
    }
    for policy in [AntiPhishPolicy(), .standard, .strict] {
      #expect(try exported(policy).policies.antiPhish.custom["Exported"] == policy)
    }
    #expect(try exported(AntiMalwarePolicy()).policies.antiMalware.custom["Exported"] == AntiMalwarePolicy())
  }

  @Test(
    "Files as PowerShell writes them: UTF-16 with a mark, UTF-8 with a mark",
    arguments: [String.Encoding.utf16LittleEndian, .utf8])
  func encodings(encoding: String.Encoding) throws {
    let text = "\u{FEFF}" + #"{"Name":"Müller","IsDefault":false,"BulkThreshold":3}"#
    #expect(try read(try #require(text.data(using: encoding))).policies.antiSpam.custom["Müller"]?.bulkThreshold == 3)
  }

  @Test("What a file of entries is of can be said where the export does not say it")
  func listType() throws {
    let content = try JSONDecoder().decode(
      ImportedValue.self, from: Data(#"{"Value":"contoso.com","Action":"Block"}"#.utf8))
    let file = EOPImport.File(name: "senders.json", content: content, listType: .sender)
    #expect(EOPImport([file], now: now).allowBlock.map { "\($0.id)" } == ["block sender contoso.com"])
  }

  @Test("Texts of a file neither break the lines of notes nor fill pages")
  func notes() throws {
    let long = String(repeating: "x", count: 5000)
    let result = try read(
      #"[{"Name":"A\nB\u2028C","BulkThreshold":9,"SpamAction":"\#(long)","New\r\nLine":1},{"\#(long)":1}]"#)
    #expect(result.notes.count == 2)
    for note in result.notes {
      #expect(note.description.split(whereSeparator: \.isNewline).count == 1)
      #expect(note.description.count < 600)
    }
  }
}
