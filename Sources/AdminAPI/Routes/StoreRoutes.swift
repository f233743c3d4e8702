import GatewayStorage
import Hummingbird

/// `POST /api/v1/backup` and `/api/v1/restore`
struct StoreRoutes: Sendable {
  let store: any StoreBackup
  let keys: any SigningKeyAdministrator
  let recipients: any RecipientAdministrator
  let policies: any PolicyAdministrator
  let lists: any ListAdministrator

  func add(to group: RouterGroup<ControlContext>) {
    group.post("backup") { request, _ in
      try APIDocument.response(try await store.backup(to: try await folder(request)))
    }
    group.post("restore") { request, _ in
      let report = try await store.restore(from: try await folder(request))
      // What came in is in force, as it was.
      try await keys.reload()
      try await recipients.load()
      try await policies.load()
      try await lists.load()
      return try APIDocument.response(report)
    }
  }

  private func folder(_ request: Request) async throws -> String {
    let allowed = #"{"folder": "/an/absolute/path"}"#
    let folder = try await RequestReader(request).body(FolderDocument.self, allowed).folder
    guard folder.hasPrefix("/"), folder.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
      throw APIError(.badRequest, "the folder is wrong; send \(allowed)")
    }
    return folder
  }
}
