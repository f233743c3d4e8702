import FilterPolicy
import Testing

@Suite("Verdicts of other filters")
struct ForeignFilterTests {
  private func verdict(_ filter: ForeignFilter, _ fields: [String: String]) -> String {
    guard let verdict = filter.verdict({ fields[$0] }) else { return "none" }
    return "\(verdict.isUnwanted ? "unwanted" : "wanted") \(verdict.score.map { "\($0)" } ?? "-") \(verdict.detail)"
  }

  @Test(
    "rspamd's fields, as its module for header fields writes them",
    arguments: [
      (
        ["X-Rspamd-Action": "add header", "X-Spamd-Result": "default: False [7.10 / 15.00]; A(1)[]"],
        "unwanted 7.1 add header"
      ),
      (["X-Rspamd-Action": "no action"], "wanted - no action"),
      (["X-Rspamd-Action": "greylist"], "wanted - greylist"),
      (["X-Spam": "Yes"], "unwanted - Yes"),
      (["X-Spamd-Result": "default: False [-2.50 / 15.00];\tB(0)[]"], "wanted -2.5 default: False [-2.50 / 15.00]"),
      (["X-Spamd-Result": "default: True [15.20 / 15.00]"], "unwanted 15.2 default: True [15.20 / 15.00]"),
      (["X-Spamd-Result": "nonsense"], "none"), ([:], "none"),
    ])
  func rspamd(fields: [String: String], expected: String) {
    #expect(verdict(.rspamd, fields) == expected)
  }

  @Test(
    "SpamAssassin's status, or its flag",
    arguments: [
      (
        ["X-Spam-Status": "Yes, score=7.9 required=5.0 tests=BAYES_99,URIBL_BLACK autolearn=no"],
        "unwanted 7.9 Yes score=7.9 required=5.0"
      ),
      (["X-Spam-Status": "No, hits=-1.2 required=5.0"], "wanted -1.2 No hits=-1.2 required=5.0"),
      (["X-Spam-Flag": "YES"], "unwanted - YES"), (["X-Spam-Flag": "NO"], "wanted - NO"),
      (["X-Spam-Status": "maybe"], "none"), (["X-Spam-Status": "No, score=nan"], "wanted - No score=nan"),
    ])
  func spamAssassin(fields: [String: String], expected: String) {
    #expect(verdict(.spamassassin, fields) == expected)
  }

  @Test(
    "Exchange Online's report, with the level in either field",
    arguments: [
      (
        ["X-Forefront-Antispam-Report": "CIP:192.0.2.1;CTRY:;LANG:en;SCL:5;SFV:SPM;CAT:SPM;"],
        "unwanted 5.0 SCL:5 SFV:SPM CAT:SPM"
      ),
      (["X-Forefront-Antispam-Report": "CIP:192.0.2.1;SCL:1;SFV:NSPM;CAT:NONE;"], "wanted 1.0 SCL:1 SFV:NSPM"),
      (["X-Forefront-Antispam-Report": "SFV:SKB;", "X-MS-Exchange-Organization-SCL": "6"], "unwanted 6.0 SCL:6 SFV:SKB"),
      (["X-Forefront-Antispam-Report": "SFV:BLK;"], "unwanted 1.0 SCL:1 SFV:BLK"),
      (["X-MS-Exchange-Organization-SCL": "-1"], "wanted -1.0 SCL:-1"), (["X-MS-Exchange-Organization-SCL": "x"], "none"),
      (["X-Forefront-Antispam-Report": "gibberish"], "none"),
    ])
  func exchange(fields: [String: String], expected: String) {
    #expect(verdict(.eop, fields) == expected)
  }
}
