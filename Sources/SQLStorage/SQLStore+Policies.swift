import FilterPolicy
public import GatewayStorage

extension SQLStore: PolicyStore {
  public func newestPolicies() async throws -> [PolicyRevision] {
    try await read { connection, _ in
      try connection.query(
        """
        SELECT \(PolicyRow.summaryColumns), policies FROM policy_revisions r
        WHERE number = (SELECT MAX(number) FROM policy_revisions WHERE organization = r.organization) ORDER BY organization
        """, [], PolicyRow.revision)
    }
  }

  public func policies(organization: String, revision: Int64) async throws -> PolicyRevision? {
    try await read { connection, _ in
      try connection.query(
        """
        SELECT \(PolicyRow.summaryColumns), policies FROM policy_revisions WHERE organization = ? AND number = ?
        """, [.text(organization), .integer(revision)], PolicyRow.revision
      ).first
    }
  }

  public func policyHistory(organization: String, limit: Int) async throws -> [PolicyRevision.Summary] {
    try await read { connection, _ in
      try connection.query(
        """
        SELECT \(PolicyRow.summaryColumns) FROM policy_revisions WHERE organization = ? ORDER BY number DESC LIMIT ?
        """, [.text(organization), SQLValue(limit)], PolicyRow.summary)
    }
  }

  public func append(_ revision: PolicyRevision) async throws -> Bool {
    let values = try PolicyRow.values(revision)
    let summary = revision.summary
    return try await writing.run { [database] in
      try database.write { connection in
        let newest = try connection.query(
          "SELECT MAX(number) FROM policy_revisions WHERE organization = ?", [.text(summary.organization)]
        ) { $0.integer(0) ?? 0 }.first
        guard summary.number == (newest ?? 0) + 1 else { return false }
        try connection.execute(
          "INSERT INTO policy_revisions (\(PolicyRow.summaryColumns), policies) VALUES (?, ?, ?, ?, ?, ?)", values)
        return true
      }
    }
  }
}

/// The `policy_revisions` table.
enum PolicyRow {
  static let summaryColumns = "organization, number, author, time, note"

  static func values(_ revision: PolicyRevision) throws -> [SQLValue] {
    let summary = revision.summary
    return [
      .text(summary.organization), .integer(summary.number), .text(summary.author), .integer(summary.time),
      .text(summary.note), try JSONColumn.value(revision.policies),
    ]
  }

  static func summary(_ row: any SQLRow) -> PolicyRevision.Summary {
    PolicyRevision.Summary(
      organization: row.text(0) ?? "", number: row.integer(1) ?? 0, author: row.text(2) ?? "", time: row.integer(3) ?? 0,
      note: row.text(4) ?? "")
  }

  static func revision(_ row: any SQLRow) throws -> PolicyRevision {
    let summary = summary(row)
    let place = "revision \(summary.number) of the policies of \(summary.organization)"
    return PolicyRevision(summary, try JSONColumn.read(OrganizationPolicies.self, row.text(5), place))
  }
}
