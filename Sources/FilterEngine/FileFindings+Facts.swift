import ContentAnalysis
import FilterPolicy

extension FileFindings {
  /// `nil` for a message without files.
  init?(_ attachments: [AttachmentFacts]) {
    let files = attachments.flatMap(\.files)
    guard !files.isEmpty else { return nil }
    let exceeded = attachments.reduce(into: Set<String>()) { limits, attachment in
      limits.formUnion((attachment.archive?.exceeded ?? []).map(\.rawValue))
    }
    let ranked = FileFindings.ranked(files)
    self.init(
      listed: ranked.prefix(FileFindings.listLimit).map(FoundFile.init),
      omitted: max(0, ranked.count - FileFindings.listLimit), exceeded: exceeded.sorted())
  }

  /// What runs first, then what nobody can look into, then the rest; in each group one of every type first, so that no flood of
  /// one type hides another.
  private static func ranked(_ files: [InspectedFile]) -> [InspectedFile] {
    var seen: Set<[String]> = []
    let ranks = files.map { file in
      let group = file.runs ? 0 : file.isEncrypted ? 2 : 4
      return group + (seen.insert(file.contentTypes + [""] + file.nameTypes).inserted ? 0 : 1)
    }
    return files.indices.sorted { (ranks[$0], $0) < (ranks[$1], $1) }.map { files[$0] }
  }
}

extension FoundFile {
  init(_ file: InspectedFile) {
    self.init(
      path: file.path, kind: file.kind.rawValue, contentTypes: file.contentTypes, nameTypes: file.nameTypes,
      sha256: file.sha256, isEncrypted: file.isEncrypted)
  }
}
